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

  // A chart answers: the mark nearest to the pointer, or chosen with the arrow keys, says its value
  // and its sources. What the marks say comes with the first pointer or focus, from a file of the chart.
  const charts = [...document.querySelectorAll(".drawing[data-marks]")], loaded = new Map();
  window.chartMarks = (name, marks) => loaded.set(name, marks);
  if (charts.length) {
    const note = Object.assign(document.createElement("p"), { className: "gloss says", hidden: true });
    const ring = Object.assign(document.createElement("span"), { className: "ring", hidden: true });
    note.setAttribute("role", "status");
    ring.setAttribute("aria-hidden", "true");
    document.body.append(ring, note);
    let at = null;
    const hide = () => { note.hidden = ring.hidden = true; note.textContent = ""; at = null; };
    const ask = (chart, then) => {
      const name = chart.dataset.marks.split("/").pop().slice(0, -3);
      if (loaded.has(name)) { then(loaded.get(name)); return; }
      const script = Object.assign(document.createElement("script"), { src: chart.dataset.marks });
      script.addEventListener("load", () => then(loaded.get(name)));
      document.head.append(script);
    };
    // The drawing that is shown, its marks, and its scale in pixels a unit.
    const drawn = (chart, marks) => {
      const wide = chart.querySelector(".chart-wide svg"), svg = wide.getClientRects().length ? wide : chart.querySelector(".chart-narrow svg");
      const box = svg.getBoundingClientRect();
      return { box, scale: box.width / svg.viewBox.baseVal.width, places: marks[svg === wide ? 1 : 2] };
    };
    const far = ([, x, y, w, h], px, py) => Math.hypot(Math.max(x - px, 0, px - x - w), Math.max(y - py, 0, py - y - h));
    const show = (chart, marks, place) => {
      const { box, scale, places } = drawn(chart, marks), [, x, y, w, h] = place;
      const same = places.filter((other) => other.slice(1).every((part, i) => part === place[i + 1]));
      const lines = [...new Set(same.map(([i]) => marks[0][i]))];
      at = { chart, place };
      note.replaceChildren(...lines.slice(0, 5).map((line) => Object.assign(document.createElement("span"), { textContent: line })));
      if (lines.length > 5) note.append(`and ${lines.length - 5} more here`);
      note.hidden = ring.hidden = false;
      const left = box.left + x * scale, top = box.top + y * scale, wide = w * scale, high = h * scale;
      Object.assign(ring.style, { left: `${left - 6 + scrollX}px`, top: `${top - 6 + scrollY}px`, width: `${wide + 12}px`, height: `${high + 12}px` });
      const room = root.clientWidth - note.offsetWidth - 8;
      note.style.left = `${Math.max(8, Math.min(left + wide / 2 - note.offsetWidth / 2, room)) + scrollX}px`;
      const above = top - note.offsetHeight - 12;
      note.style.top = `${(above > 0 ? above : top + high + 12) + scrollY}px`;
    };
    for (const chart of charts) {
      chart.tabIndex = 0;
      chart.setAttribute("aria-keyshortcuts", "ArrowRight ArrowLeft Home End");
      const point = (event) => ask(chart, (marks) => {
        const { box, scale, places } = drawn(chart, marks);
        const px = (event.clientX - box.left) / scale, py = (event.clientY - box.top) / scale;
        const near = places.reduce((best, place) => far(place, px, py) < far(best, px, py) ? place : best, places[0]);
        if (near && far(near, px, py) * scale < 24) show(chart, marks, near); else hide();
      });
      chart.addEventListener("pointermove", point);
      chart.addEventListener("pointerdown", point);
      chart.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hide(); });
      chart.addEventListener("blur", hide);
      chart.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
        if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        ask(chart, (marks) => {
          const { places } = drawn(chart, marks), last = places.length - 1;
          const now = at && at.chart === chart ? places.findIndex((place) => place.join() === at.place.join()) : step > 0 ? -1 : last + 1;
          if (places.length) show(chart, marks, places[Math.max(0, Math.min(now + step, last))]);
        });
      });
    }
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  }

  // A wide table scrolls in its own frame: the frame can then be reached by keyboard.
  for (const frame of document.querySelectorAll(".pst-scrollable-table-container")) if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
})();
