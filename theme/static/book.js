// What the pages do beyond reading: light or dark, the place in the contents, the search field.
// Everything here is an addition; without it each page is complete.
"use strict";
(() => {
  const root = document.documentElement;
  const remember = (mode) => { try { localStorage.setItem("mode", mode); } catch { /* private window */ } };
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

  const button = document.querySelector("button.mode");
  const say = () => { button.textContent = dark() ? "Light" : "Dark"; button.setAttribute("aria-label", `Switch to ${dark() ? "light" : "dark"} colours`); };
  button.hidden = false;
  button.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; remember(root.dataset.theme); say(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", say);
  say();

  // The section in view is marked in the list at the side.
  const links = new Map([...document.querySelectorAll(".aside a[href^='#']")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
  if (links.size && "IntersectionObserver" in window) {
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) {
        for (const a of links.values()) a.removeAttribute("aria-current");
        links.get(entry.target.id).setAttribute("aria-current", "true");
      }
    }, { rootMargin: "0px 0px -70%" });
    for (const id of links.keys()) { const section = document.getElementById(id); if (section) seen.observe(section); }
  }

  // Escape closes an open menu and gives the focus back; "/" goes to the search field.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { event.preventDefault(); document.getElementById("q").focus(); }
  });
  for (const link of document.querySelectorAll("details.on-page a")) link.addEventListener("click", () => { link.closest("details").open = false; });

  // A wide table scrolls in its own frame: the frame can then be reached by keyboard.
  for (const frame of document.querySelectorAll(".pst-scrollable-table-container")) if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
})();
