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

  // A name shows its line of the glossary while the pointer or the focus is on it, or on the line.
  const terms = [...document.querySelectorAll("a.term")];
  if (terms.length) {
    const note = Object.assign(document.createElement("span"), { id: "gloss", className: "gloss", hidden: true });
    note.setAttribute("role", "tooltip");
    document.body.append(note);
    let shown = null, leaving = 0;
    const hide = () => { if (shown) shown.removeAttribute("aria-describedby"); note.hidden = true; shown = null; };
    const later = () => { leaving = setTimeout(hide, 200); };
    const show = (term) => {
      clearTimeout(leaving);
      if (shown && shown !== term) hide();
      shown = term;
      note.textContent = term.dataset.gloss;
      note.hidden = false;
      term.setAttribute("aria-describedby", "gloss");
      const box = term.getBoundingClientRect(), room = root.clientWidth - note.offsetWidth - 8;
      note.style.left = `${Math.max(8, Math.min(box.left, room)) + scrollX}px`;
      const above = box.top - note.offsetHeight - 6;
      note.style.top = `${(above > 0 ? above : box.bottom + 6) + scrollY}px`;
    };
    for (const term of terms) {
      term.addEventListener("pointerenter", () => show(term));
      term.addEventListener("focus", () => show(term));
      term.addEventListener("pointerleave", later);
      term.addEventListener("blur", hide);
    }
    note.addEventListener("pointerenter", () => clearTimeout(leaving));
    note.addEventListener("pointerleave", later);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  }

  // A wide table scrolls in its own frame: the frame can then be reached by keyboard.
  for (const frame of document.querySelectorAll(".pst-scrollable-table-container")) if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
})();
