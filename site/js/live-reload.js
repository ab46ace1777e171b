// Only in a preview: the server says when the content has changed, and the page loads itself again.
(function () {
  "use strict";
  const events = new EventSource("/events");
  let wasOpen = false;
  events.addEventListener("change", () => location.reload());
  // A server that went away and came back may have new content.
  events.addEventListener("open", function () {
    if (wasOpen) location.reload();
    wasOpen = true;
  });
})();
