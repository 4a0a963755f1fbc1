"use strict";

// Sorting: a heading becomes a button; a second click turns the order around.
function value(row, column) {
  const cell = row.cells[column];
  const text = cell.dataset.value ?? cell.textContent.trim();
  return { text, number: text === "" ? -Infinity : Number(text) };
}

function order(one, other) {
  const numeric = !Number.isNaN(one.number) && !Number.isNaN(other.number);
  if (numeric) return one.number === other.number ? 0 : one.number < other.number ? -1 : 1;
  return one.text.localeCompare(other.text);
}

function sort(head) {
  const column = head.cellIndex;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = head.closest("table").tBodies[0];
  const rows = Array.from(body.rows, (row) => ({ row, key: value(row, column) }));
  rows.sort((a, b) => (down ? order(b.key, a.key) : order(a.key, b.key)));
  body.append(...rows.map(({ row }) => row));
}

for (const head of document.querySelectorAll("table.sortable thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  const below = head.querySelector("small"); // the points, which are not part of the name
  button.append(...Array.from(head.childNodes).filter((node) => node !== below));
  head.prepend(button);
  button.addEventListener("click", () => sort(head));
}

// Searching and filtering the table of the class.
const table = document.getElementById("class");
const tools = document.getElementById("tools");
const search = document.getElementById("search");
const show = document.getElementById("show");
const where = document.getElementById("where");
const found = document.getElementById("found");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const tests = {
  any: () => true,
  late: (cell) => cell.classList.contains("late"),
  ungraded: (cell) => cell.classList.contains("ungraded"),
  missing: (cell) => cell.classList.contains("missing"),
  open: (cell) => !cell.classList.contains("full"),
};
const names = new Map(
  Array.from(table.tBodies[0].rows, (row) => [row, plain(row.cells[0].textContent)]),
);

function filter() {
  const wanted = plain(search.value.trim());
  const test = tests[show.value];
  const column = where.value === "" ? null : Number(where.value);
  let count = 0;
  for (const [row, name] of names) {
    const cells = Array.from(row.cells).slice(1, -1);
    const looked = column === null ? cells : [cells[column]];
    row.hidden = !(name.includes(wanted) && looked.some(test));
    count += row.hidden ? 0 : 1;
  }
  found.textContent = `${count} of ${names.size} students`;
}

search.addEventListener("input", filter);
show.addEventListener("change", filter);
where.addEventListener("change", filter);
tools.hidden = false;

// Sections: all at once, and the one that an address names.
const all = document.getElementById("all");
const sections = document.querySelectorAll("details.assignment");

function label() {
  const open = Array.from(sections).every((section) => section.open);
  all.textContent = open ? "Close all" : "Open all";
  return open;
}

all.addEventListener("click", () => {
  const open = !label();
  for (const section of sections) section.open = open;
  label();
});
for (const section of sections) section.addEventListener("toggle", label);

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const section = target && target.closest("details.assignment");
  if (section) section.open = true;
}
window.addEventListener("hashchange", reveal);
reveal();
label();
all.hidden = false;
