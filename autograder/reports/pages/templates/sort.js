"use strict";
// A click on a column's head sorts the table by it; a second click turns the order around.
for (const button of document.querySelectorAll("table.sortable th button")) {
  button.addEventListener("click", () => {
    const head = button.closest("th");
    const column = Array.prototype.indexOf.call(head.parentNode.children, head);
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = head.closest("table").tBodies[0];
    const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
    const order = (one, other) => {
      const [a, b] = [value(one), value(other)];
      const numbers = Number(a) - Number(b);
      return Number.isNaN(numbers) ? a.localeCompare(b) : numbers;
    };
    const rows = Array.from(body.rows).sort((a, b) => (down ? order(b, a) : order(a, b)));
    body.append(...rows);
  });
}
