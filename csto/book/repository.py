"""Where the book's repository is. All that leads there is made from this one address.

The address is `repository-code` in `CITATION.cff`. A build by GitHub Actions is told its own
repository in `GITHUB_REPOSITORY`, and that one counts: a fork's pages lead to the fork. As long as
no address is known, no page has a link that would need one.
"""

import os
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.errors import ConfigError

from csto.book import citation

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
#: Variables of a build by GitHub Actions that change where pages lead.
VARIABLES = ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL")
#: What sets the address.
COMMAND = "make address ADDRESS=https://github.com/<owner>/<name>"


@dataclass(frozen=True)
class Repository:
    """A repository on a host such as GitHub or GitLab."""

    host: str
    owner: str
    name: str

    @property
    def url(self) -> str:
        """Address of its front page."""
        return f"https://{self.host}/{self.owner}/{self.name}"

    @property
    def is_gitlab(self) -> bool:
        """Whether its pages are laid out as GitLab does; else they are as on GitHub."""
        return "gitlab" in self.host

    def edit(self, branch: str, path: str) -> str:
        """Address at which a file is changed in the browser."""
        return f"{self.url}{'/-' if self.is_gitlab else ''}/edit/{branch}/{quote(path)}"

    def issue(self, title: str) -> str:
        """Address at which a fault is reported."""
        field = "issue[title]" if self.is_gitlab else "title"
        return (
            f"{self.url}{'/-' if self.is_gitlab else ''}/issues/new?{quote(field)}={quote(title)}"
        )

    def archive(self, branch: str) -> str:
        """Address of all files as one zip, which pip can install."""
        if self.is_gitlab:
            return f"{self.url}/-/archive/{branch}/{self.name}-{branch}.zip"
        return f"{self.url}/archive/refs/heads/{branch}.zip"

    def for_binder(self) -> str:
        """How a BinderHub names the repository."""
        if self.host == "github.com":
            return f"gh/{self.owner}/{self.name}"
        if self.host == "gitlab.com":
            return f"gl/{quote(f'{self.owner}/{self.name}', safe='')}"
        return f"git/{quote(self.url, safe='')}"


def parse(address: str, where: str = "the address") -> Repository:
    """A repository by its address.

    Args:
        address: `https://<host>/<owner>/<name>`; `.git` and `/` at its end are ignored.
        where: where the address was found, for the error message.

    Raises:
        ConfigError: this cannot be the address of a repository.
    """
    parts = urlsplit(address.strip())
    names = parts.path.removesuffix("/").removesuffix(".git").split("/")[1:]
    good = (
        parts.scheme == "https"
        and re.fullmatch(r"[\w-]+(\.[\w-]+)+", parts.netloc)
        and len(names) == 2
        and all(_NAME.fullmatch(name) for name in names)
        and not (parts.query or parts.fragment)
    )
    if not good:
        raise ConfigError(
            f"{where} is {address!r}, which is not the address of a repository; expected "
            f"https://<host>/<owner>/<name>, or none at all. `{COMMAND}` sets it."
        )
    return Repository(parts.netloc, *names)


def current() -> Repository | None:
    """The repository to which pages lead; None as long as none is known.

    Raises:
        ConfigError: what is set is not the address of a repository.
    """
    if name := os.environ.get("GITHUB_REPOSITORY", "").strip():
        server = os.environ.get("GITHUB_SERVER_URL", "").strip() or "https://github.com"
        return parse(f"{server}/{name}", "GITHUB_REPOSITORY")
    address = citation.metadata().get("repository-code")
    return parse(str(address), "repository-code in CITATION.cff") if address else None


_KNOWN = (
    "The repository: {link}. Each page leads to its notebook on Binder and to its source there."
)
_UNKNOWN = (
    "This copy of the book does not know the address of a repository, so no page has a link to "
    "Binder, to its source or to a form for reports. Whoever publishes it sets the address once, "
    "with {command}; a build by GitHub Actions knows its own repository."
)


class BookAddress(Directive):
    """`{book-address}`: where the repository is, or that none is known and how to say it."""

    def run(self):
        """One paragraph."""
        place = current()
        if place:
            text, part = _KNOWN, nodes.reference("", place.url, refuri=place.url)
        else:
            text, part = _UNKNOWN, nodes.literal("", COMMAND)
        before, after = re.split(r"\{\w+\}", text)
        return [nodes.paragraph("", "", nodes.Text(before), part, nodes.Text(after))]


def begin(app, config):
    """Check the address before anything is built."""
    current()


def setup(app):
    """Register the directive and the check."""
    app.add_directive("book-address", BookAddress)
    app.connect("config-inited", begin, priority=50)
