// On a runbook's page: writes the reader's values into the commands, and saves a rehearsal as a file.
// Nothing is sent anywhere. What is typed stays in this browser, and secrets are never asked for.
(function () {
  "use strict";

  function stored(key) {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch (error) {
      return {};
    }
  }

  function store(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch (error) {
      // Nothing to keep it in: the values last for this page.
    }
  }

  const folder = location.pathname.replace(/[^/]*$/, "");

  // Values of parameters.

  const longest = 4096;

  /** Why a value isn't accepted, as `workbook runbook run` judges it; empty if it is. */
  function objection(value, pattern) {
    if (new TextEncoder().encode(value).length > longest) return "longer than " + longest + " bytes";
    if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/.test(value)) {
      return "has a control character";
    }
    if (pattern === null) return value.startsWith("-") ? "begins with a dash, so a command would take it for an option" : "";
    let expression;
    try {
      expression = new RegExp("^(?:" + pattern + ")$", "u");
    } catch (error) {
      return "this browser can't read the pattern " + pattern;
    }
    return expression.test(value) ? "" : "does not match " + pattern;
  }

  // The quotes that `workbook runbook run` writes: no value can become more than one word.
  const quoting = {
    shell: function (value, quote) {
      const inside = value.replaceAll("'", "'\\''");
      if (quote === "'") return inside;
      return quote === "\"" ? "\"'" + inside + "'\"" : "'" + inside + "'";
    },
    python: function (value, quote) {
      const inside = value.replace(/[\\'"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
      return quote === "" ? "'" + inside + "'" : inside;
    },
    sql: function (value, quote) {
      if (value.includes("\\")) return null;
      const mark = quote || "'";
      const inside = value.replaceAll(mark, mark + mark);
      return quote === "" ? "'" + inside + "'" : inside;
    },
  };

  /** Writes a value into every command that names it, or the name where there is none. */
  function fill(name, value) {
    for (const place of document.querySelectorAll(".parameter")) {
      if (place.dataset.parameter !== name) continue;
      const text = value === "" ? null : quoting[place.dataset.language](value, place.dataset.quote);
      place.textContent = text === null ? "{{" + name + "}}" : text;
      place.classList.toggle("is-filled", text !== null);
    }
  }

  function values(section) {
    const key = "workbook-values " + folder;
    const kept = stored(key);
    const table = section.querySelector("table");
    const header = document.createElement("th");
    header.scope = "col";
    header.setAttribute("role", "columnheader");
    header.textContent = "Your value";
    table.tHead.rows[0].append(header);
    const inputs = [];
    for (const row of table.tBodies[0].rows) {
      const name = row.querySelector("[data-name]");
      const cell = document.createElement("td");
      cell.setAttribute("role", "cell");
      cell.className = "value-cell";
      row.append(cell);
      if (name.dataset.variable) {
        const code = document.createElement("code");
        code.textContent = "read -rs " + name.dataset.variable + " && export " + name.dataset.variable;
        cell.append("Type it into the shell: ", code);
        for (const place of document.querySelectorAll(".parameter[data-secret]")) {
          if (place.dataset.parameter !== name.dataset.name) continue;
          place.textContent = place.dataset.secret;
          place.classList.add("is-filled");
        }
        continue;
      }
      const pattern = name.dataset.pattern === undefined ? null : name.dataset.pattern;
      const input = document.createElement("input");
      const problem = document.createElement("small");
      problem.id = "value-problem-" + name.dataset.name;
      problem.className = "problem";
      problem.setAttribute("role", "status");
      input.type = "text";
      input.autocomplete = "off";
      input.autocapitalize = "none";
      input.spellcheck = false;
      input.setAttribute("aria-label", "Value of " + name.dataset.name);
      input.setAttribute("aria-describedby", problem.id);
      const update = function () {
        const found = input.value === "" ? "" : objection(input.value, pattern);
        problem.textContent = found;
        input.setAttribute("aria-invalid", String(found !== ""));
        fill(name.dataset.name, found === "" ? input.value : "");
        if (input.value === "") delete kept[name.dataset.name];
        else kept[name.dataset.name] = input.value;
      };
      input.value = typeof kept[name.dataset.name] === "string" ? kept[name.dataset.name] : "";
      input.addEventListener("input", function () {
        update();
        store(key, Object.keys(kept).length > 0 ? kept : null);
      });
      update();
      cell.append(input, problem);
      inputs.push(input);
    }
    if (inputs.length === 0) return;
    const clear = document.createElement("button");
    clear.type = "button";
    clear.textContent = "Clear the values";
    clear.addEventListener("click", function () {
      for (const input of inputs) {
        input.value = "";
        input.dispatchEvent(new Event("input"));
      }
      inputs[0].focus();
    });
    const note = document.createElement("p");
    note.className = "values-note";
    note.append(clear, " Your values stay in this browser. They are quoted for the command that they are written into.");
    section.append(note);
  }

  for (const section of document.querySelectorAll("[data-values]")) values(section);

  // Rehearsals.

  function today() {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }

  function rehearsals(form) {
    // One file holds everything that this browser has saved of the engagement.
    const savedKey = "workbook-rehearsals " + form.dataset.engagement;
    const draftKey = "workbook-rehearsal " + folder;
    const field = (name) => form.elements[name];
    const status = form.querySelector("[data-status]");
    const steps = [...form.querySelectorAll("[data-step]")];
    const part = (step, name) => step.querySelector("[data-field=" + name + "]");
    const inputs = [...form.querySelectorAll("input, select, textarea")];
    // The result and the minutes of the whole follow from the steps until they are given.
    const given = new Set();

    function keep() {
      store(draftKey, { fingerprint: form.dataset.fingerprint, values: inputs.map((input) => input.value), given: [...given] });
    }

    function restore() {
      const draft = stored(draftKey);
      if (draft.fingerprint === form.dataset.fingerprint && Array.isArray(draft.values)) {
        inputs.forEach(function (input, index) {
          if (typeof draft.values[index] === "string") input.value = draft.values[index];
        });
        for (const name of draft.given || []) given.add(name);
        form.closest("details").open = true;
      }
      if (field("performedOn").value === "") field("performedOn").value = today();
    }

    function sum() {
      const results = steps.map((step) => part(step, "result").value).filter((value) => value !== "");
      if (!given.has("result")) {
        field("result").value = results.length < steps.length ? ""
          : results.includes("failed") ? "failed" : results.every((value) => value === "passed") ? "passed" : "partly";
      }
      if (!given.has("minutes")) {
        const total = steps.reduce((minutes, step) => minutes + (Number(part(step, "minutes").value) || 0), 0);
        field("minutes").value = total > 0 ? String(total) : "";
      }
    }

    function rehearsal() {
      const lines = field("questions").value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
      const noted = steps.filter((step) => part(step, "result").value !== "").map(function (step) {
        const line = { step: step.dataset.step, result: part(step, "result").value };
        if (part(step, "minutes").value !== "") line.minutes = Number(part(step, "minutes").value);
        if (part(step, "note").value.trim() !== "") line.note = part(step, "note").value.trim();
        return line;
      });
      const one = {
        document: form.dataset.document,
        fingerprint: form.dataset.fingerprint,
        level: field("level").value,
        performer: field("performer").value.trim(),
        result: field("result").value,
        minutes: Number(field("minutes").value),
        performedOn: field("performedOn").value,
        questions: lines,
        steps: noted,
      };
      if (field("note").value.trim() !== "") one.note = field("note").value.trim();
      return one;
    }

    function save() {
      field("performer").value = field("performer").value.trim();
      if (!form.reportValidity()) {
        status.textContent = "Fill in who followed it, when, how, the result and the minutes.";
        return;
      }
      const one = rehearsal();
      const known = stored(savedKey);
      const others = (Array.isArray(known.rehearsals) ? known.rehearsals : []).filter((other) =>
        other.document !== one.document || other.performer !== one.performer || other.performedOn !== one.performedOn);
      const all = others.concat([one]);
      store(savedKey, { rehearsals: all });
      keep();
      const text = JSON.stringify({ format: form.dataset.format, rehearsals: all }, null, 2) + "\n";
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      link.download = "rehearsals-" + form.dataset.engagement + ".json";
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
      status.textContent = "Saved " + link.download + " with "
        + (all.length === 1 ? "this rehearsal." : all.length + " rehearsals from this browser.");
    }

    restore();
    form.addEventListener("input", function (event) {
      if (event.target.name === "result" || event.target.name === "minutes") {
        if (event.target.value === "") given.delete(event.target.name);
        else given.add(event.target.name);
      } else if (event.target.dataset.field) {
        sum();
      }
      keep();
    });
    // Enter in a field must not leave the page.
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    const saving = form.querySelector("[data-save]");
    const clearing = form.querySelector("[data-clear]");
    form.closest("details").querySelector("[data-without-script]").hidden = true;
    saving.hidden = false;
    clearing.hidden = false;
    saving.addEventListener("click", save);
    clearing.addEventListener("click", function () {
      form.reset();
      given.clear();
      store(draftKey, null);
      field("performedOn").value = today();
      status.textContent = "The form is empty. Rehearsals that you saved stay in this browser's next file.";
      field("performer").focus();
    });
  }

  for (const form of document.querySelectorAll("[data-rehearsal]")) rehearsals(form);
})();
