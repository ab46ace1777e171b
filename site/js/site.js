// What a page can do beyond being read: choose a theme, copy code, and show where in the text you are.
// Everything here is an addition; the site is complete without it.
(function () {
  "use strict";

  const themes = ["auto", "light", "dark"];
  const root = document.documentElement;
  const themeButton = document.querySelector("[data-theme-button]");

  function theme() {
    return root.dataset.theme || "auto";
  }

  function nameThemeButton() {
    const following = themes[(themes.indexOf(theme()) + 1) % themes.length];
    const label = "Theme: " + theme() + ". Change to " + following + ".";
    themeButton.querySelector("[data-theme-label]").textContent = label;
    themeButton.title = label;
  }

  if (themeButton) {
    nameThemeButton();
    themeButton.addEventListener("click", function () {
      const chosen = themes[(themes.indexOf(theme()) + 1) % themes.length];
      if (chosen === "auto") delete root.dataset.theme;
      else root.dataset.theme = chosen;
      try {
        localStorage.setItem("workbook-theme", chosen);
      } catch (error) {
        // Nothing to keep it in: the choice lasts for this page.
      }
      nameThemeButton();
    });
  }

  // A file opened from disk has no clipboard interface in some browsers; the old way works there.
  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
  }

  for (const block of document.querySelectorAll(".code")) {
    const bar = block.querySelector(".code-bar");
    const code = block.querySelector("pre");
    if (!bar || !code) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy this code");
    button.addEventListener("click", function () {
      copy(code.textContent).then(
        () => { button.textContent = "Copied"; },
        () => { button.textContent = "Press Ctrl+C"; });
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    bar.append(button);
  }

  // On a narrow screen the rows of our own tables become blocks (css/components.css), and some browsers then take
  // them for no table any more. HTML forbids writing the roles where they go without saying; here they need saying.
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };
  for (const table of document.querySelectorAll(".stacks")) {
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tfoot, tr, th, td")]) {
      const header = part.scope === "row" ? "rowheader" : "columnheader";
      part.setAttribute("role", roles[part.tagName] || header);
    }
  }

  // On a narrow screen the menu and the outline are popovers, which close once a link is followed.
  for (const panel of document.querySelectorAll("[popover]")) {
    panel.addEventListener("click", function (event) {
      if (event.target.closest("a") && panel.matches(":popover-open")) panel.hidePopover();
    });
  }

  const current = document.querySelector(".site-nav [aria-current='page']");
  const navigation = document.getElementById("site-nav");
  if (current && navigation && navigation.scrollHeight > navigation.clientHeight) {
    const middle = current.offsetTop - navigation.clientHeight / 2;
    if (middle > 0) navigation.scrollTop = middle;
  }

  // The outline marks the last heading that has passed under the header.
  const links = new Map();
  for (const link of document.querySelectorAll(".outline a[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  if (links.size > 0) {
    const headings = Array.from(links.keys());
    let marked = null;
    let waiting = false;
    const mark = function () {
      waiting = false;
      let last = headings[0];
      for (const heading of headings) {
        if (heading.getBoundingClientRect().top > 120) break;
        last = heading;
      }
      const atEnd = window.innerHeight + window.scrollY >= document.body.scrollHeight - 2;
      if (atEnd && window.scrollY > 0) last = headings[headings.length - 1];
      if (last === marked) return;
      if (marked) links.get(marked).removeAttribute("aria-current");
      links.get(last).setAttribute("aria-current", "true");
      marked = last;
    };
    window.addEventListener("scroll", function () {
      if (!waiting) {
        waiting = true;
        requestAnimationFrame(mark);
      }
    }, { passive: true });
    mark();
  }
})();
