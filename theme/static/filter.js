// Tables that a reader can narrow down: by property, by section, by words. Without this script the
// tables are complete. A row says its properties in elements of the class "facet"; tables of the
// class "filterable" stand under a heading, which is a property too. The choice is kept in the address.
"use strict";
(() => {
  const place = document.querySelector("div.filter");
  const tables = [...document.querySelectorAll("table.filterable")];
  if (!place || !tables.length) return;
  const [one, many] = [place.dataset.one, place.dataset.many];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const heading = (table) => table.closest("section").querySelector("h1, h2, h3").firstChild.textContent.trim();

  const rows = tables.flatMap((table) => [...table.tBodies[0].rows].map((row) => {
    const facets = { section: heading(table) };
    for (const mark of row.querySelectorAll(".facet")) {
      const name = [...mark.classList].find((c) => c.startsWith("facet-")).slice(6);
      facets[name] = mark.textContent;
    }
    return { row, table, facets, words: plain(row.textContent) };
  }));

  // The form: a field for words, a list for each property, the count, a way back.
  const form = document.createElement("form");
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", `Choose among the ${many}`);
  const field = (name, control) => {
    const label = document.createElement("label");
    control.name = name;
    label.append(name === "q" ? "Words" : name[0].toUpperCase() + name.slice(1), control);
    form.append(label);
    return control;
  };
  const fields = { q: field("q", Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" })) };
  for (const name of new Set(rows.flatMap(({ facets }) => Object.keys(facets).reverse()))) {
    const counts = new Map();
    for (const { facets } of rows) counts.set(facets[name], (counts.get(facets[name]) || 0) + 1);
    const values = [...counts];
    if (name !== "section") values.sort((a, b) => b[1] - a[1]);
    fields[name] = field(name, document.createElement("select"));
    fields[name].add(new Option("all", ""));
    for (const [value, count] of values) fields[name].add(new Option(`${value} (${count})`, value));
  }
  const reset = Object.assign(document.createElement("button"), { type: "button", textContent: "Show all" });
  const said = Object.assign(document.createElement("p"), { className: "count" });
  said.setAttribute("role", "status");
  form.append(reset, said);
  place.append(form);

  const show = () => {
    const wanted = plain(fields.q.value).split(/\s+/).filter(Boolean);
    const chosen = Object.entries(fields).filter(([name, control]) => name !== "q" && control.value);
    let seen = 0;
    for (const { row, facets, words } of rows) {
      row.hidden = !(wanted.every((word) => words.includes(word)) && chosen.every(([name, control]) => facets[name] === control.value));
      seen += !row.hidden;
    }
    for (const table of tables) table.closest("section").hidden = [...table.tBodies[0].rows].every((row) => row.hidden);
    said.textContent = `${seen} of ${rows.length} ${rows.length === 1 ? one : many} shown`;
    reset.disabled = !wanted.length && !chosen.length;
  };
  const keep = () => {
    const address = new URL(location);
    for (const [name, control] of Object.entries(fields)) {
      if (control.value) address.searchParams.set(name, control.value); else address.searchParams.delete(name);
    }
    address.hash = "";
    history.replaceState(null, "", address);
  };
  const clear = () => { for (const control of Object.values(fields)) control.value = ""; };
  // A link to an entry that the choice hides shows all again.
  const reveal = () => {
    const entry = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!entry || !entry.closest("[hidden]")) return;
    clear(); show(); entry.scrollIntoView();
  };

  const asked = new URL(location).searchParams;
  for (const [name, control] of Object.entries(fields)) control.value = asked.get(name) || "";
  for (const control of Object.values(fields)) if (control.selectedIndex === -1) control.value = "";
  form.addEventListener("input", () => { show(); keep(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  reset.addEventListener("click", () => { clear(); show(); keep(); fields.q.focus(); });
  addEventListener("hashchange", reveal);
  show(); reveal();
})();
