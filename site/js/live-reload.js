// Only in a preview: the server says when the content has changed, and the page loads itself again.
(function () {
  "use strict";
  const events = new EventSource("/events");
  let wasOpen = false;
  let isSending = false;
  let isLeaving = false;

  // A reload would stop a form that is on its way.
  document.addEventListener("submit", () => { isSending = true; });

  // And so it would stop a link that was followed.
  addEventListener("beforeunload", () => { isLeaving = true; });

  // What is being typed is never lost to a reload, and neither is the answer to a form.
  function isTyping() {
    const fields = document.querySelectorAll("form[method=post] :is(input:not([type=hidden]), select, textarea)");
    return [...fields].some(function (field) {
      if (field === document.activeElement) return true;
      if (field.type === "checkbox") return field.checked !== field.defaultChecked;
      if (field.options) return [...field.options].some((o) => o.defaultSelected && !o.selected);
      return field.value !== field.defaultValue;
    }) || document.querySelector(".refusal, [data-keep]") !== null;
  }

  function reload() {
    if (isSending) return;
    if (isLeaving) {
      // A link to a file that is saved leaves the page where it is.
      isLeaving = false;
      setTimeout(reload, 5000);
      return;
    }
    if (!isTyping()) return location.reload();
    const note = document.querySelector(".stale");
    if (note) note.hidden = false;
  }

  events.addEventListener("change", reload);
  // A server that went away and came back may have new content.
  events.addEventListener("open", function () {
    if (wasOpen) reload();
    wasOpen = true;
  });
})();
