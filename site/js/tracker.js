// The week's grid: arrow keys as in a spreadsheet, and totals while typing. Everything works without it.
(function () {
  "use strict";
  const grid = document.querySelector("form[data-week]");
  if (!grid) return;
  const rows = [...grid.querySelectorAll("tbody tr")]
    .map((row) => ({ row, cells: [...row.querySelectorAll("input[name^='c.']")] }))
    .filter(({ cells }) => cells.length === 7);

  // Minutes of "1d 2h", "90m", "1.5h" or "1:30"; null for what only the server may judge.
  function minutes(text, before) {
    const typed = text.trim().toLowerCase();
    if (typed === "" || typed === "0") return 0;
    if (typed === ".") return before;
    const clock = /^(\d+):(\d\d)$/.exec(typed);
    if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
    let sum = 0;
    const rest = typed.replace(/(\d+(?:[.,]\d+)?)\s*([dhm])/g, function (_, number, unit) {
      sum += Number(number.replace(",", ".")) * { d: 480, h: 60, m: 1 }[unit];
      return "";
    });
    return rest.trim() === "" && Number.isInteger(sum) ? sum : null;
  }

  function words(count) {
    const amount = Math.abs(count);
    const parts = [[Math.floor(amount / 480), "d"], [Math.floor(amount % 480 / 60), "h"], [amount % 60, "m"]];
    const text = parts.filter(([number]) => number > 0).map(([number, unit]) => number + unit).join(" ");
    return (count < 0 ? "-" : "") + (text || "0h");
  }

  function show(place, sum) {
    if (place) place.textContent = sum === null ? "?" : sum === 0 ? "–" : words(sum);
  }

  const add = (left, right) => (left === null || right === null ? null : left + right);

  function total() {
    const days = Array(7).fill(0);
    const more = {};
    for (const { row, cells } of rows) {
      let sum = 0;
      let before = 0;
      const select = row.querySelector("[data-role-select]");
      const role = select ? select.value : row.dataset.role;
      cells.forEach(function (cell, day) {
        const typed = minutes(cell.value, before);
        before = typed;
        sum = add(sum, typed);
        days[day] = add(days[day], typed);
        more[role] = add(more[role] === undefined ? 0 : more[role],
          typed === null ? null : typed - Number(cell.dataset.base));
      });
      show(row.querySelector("[data-row-total]"), sum);
    }
    days.forEach((sum, day) => show(grid.querySelector(`[data-day-total="${day}"]`), sum));
    show(grid.querySelector("[data-all]"), days.reduce(add, 0));
    for (const left of document.querySelectorAll("[data-left]")) {
      const change = more[left.dataset.of];
      if (change === undefined || change === null) continue;
      const minutesLeft = Number(left.dataset.minutes) - change;
      left.textContent = minutesLeft < 0 ? `none (${words(-minutesLeft)} over)` : words(minutesLeft);
      left.classList.toggle("over", minutesLeft < 0);
    }
  }

  grid.addEventListener("input", total);
  grid.addEventListener("change", total);
  grid.addEventListener("keydown", function (event) {
    const cell = event.target;
    const line = rows.findIndex(({ cells }) => cells.includes(cell));
    if (line < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const day = rows[line].cells.indexOf(cell);
    const isAll = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    const atStart = isAll || cell.selectionEnd === 0;
    const atEnd = isAll || cell.selectionStart === cell.value.length;
    let next = null;
    if (event.key === "ArrowUp") next = rows[line - 1]?.cells[day];
    else if (event.key === "ArrowDown") next = rows[line + 1]?.cells[day];
    else if (event.key === "ArrowLeft" && atStart) next = rows[line].cells[day - 1];
    else if (event.key === "ArrowRight" && atEnd) next = rows[line].cells[day + 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
  total();
})();
