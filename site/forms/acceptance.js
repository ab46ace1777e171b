// Saves the answers of the form as the response file. Nothing is sent anywhere.
"use strict";

(() => {
  const form = document.getElementById("response");
  const button = document.getElementById("save");
  const status = document.getElementById("saved");
  document.documentElement.classList.add("scripted");
  button.hidden = false;

  const value = (name) => form.elements[name].value.trim();

  const conditions = (fieldset) =>
    [...fieldset.querySelectorAll(".condition")]
      .map((row) => Object.fromEntries(
        [...row.querySelectorAll("[data-field]")].map((input) => [input.dataset.field, input.value.trim()])))
      .filter((condition) => condition.text || condition.owner || condition.due);

  const answer = (fieldset) => {
    const id = fieldset.dataset.criterion;
    const chosen = fieldset.querySelector("[type=radio]:checked");
    const outcome = chosen ? chosen.value : "";
    return {
      criterion: id,
      title: fieldset.dataset.title,
      answer: outcome,
      reason: outcome === "rejected" ? value(`reason-${id}`) : "",
      conditions: outcome === "accepted-with-conditions" ? conditions(fieldset) : [],
    };
  };

  /** What keeps an answer from being recorded, with the field to go to. */
  const missing = (fieldset) => {
    const { answer: outcome, reason, conditions: named } = answer(fieldset);
    const title = fieldset.dataset.title;
    if (outcome === "rejected" && !reason) {
      return [`Say why "${title}" is rejected.`, fieldset.querySelector("textarea")];
    }
    if (outcome !== "accepted-with-conditions") return null;
    const incomplete = named.findIndex((condition) => !condition.text || !condition.owner || !condition.due);
    if (named.length > 0 && incomplete < 0) return null;
    const row = fieldset.querySelectorAll(".condition")[Math.max(incomplete, 0)];
    const input = [...row.querySelectorAll("input")].find((candidate) => !candidate.value.trim());
    return [`Give each condition of "${title}" a text, an owner and a date.`, input];
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fieldsets = [...form.querySelectorAll(".criterion")];
    for (const fieldset of fieldsets) {
      const found = missing(fieldset);
      if (found) {
        status.textContent = found[0];
        found[1].focus();
        return;
      }
    }
    const response = {
      format: "workbook-acceptance-response",
      version: 1,
      engagement: form.dataset.engagement,
      pack: form.dataset.pack,
      signer: value("signer"),
      role: value("role"),
      onBehalfOf: value("on-behalf-of"),
      method: "response file",
      date: value("date"),
      criteria: fieldsets.map(answer),
    };
    const open = response.criteria.filter((one) => !one.answer).length;
    if (open === response.criteria.length) {
      status.textContent = "Answer at least one criterion.";
      fieldsets[0].querySelector("input").focus();
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(response, null, 2) + "\n"], { type: "application/json" }));
    link.download = `acceptance-response-${response.engagement}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    status.textContent = `Saved ${link.download}` + (open > 0 ? `; ${open} criteria are not answered.` : ".");
  });
})();
