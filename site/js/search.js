// Search without a server: the index is a script beside this one, loaded when the box is first used.
//
// A query is words and "quoted phrases", all of which must occur. A term counts most in an id or a title,
// then in a heading, then in the text; most at the start of a word. It is found anywhere, so `model`
// finds `champion_model`, and `--dry-run` or `ADR-0007` are found as they are written. The buttons above the
// results show the hits of one part of the site: decisions, runbooks and so on.
(function () {
  "use strict";

  const form = document.querySelector("[data-search]");
  if (!form) return;
  const input = form.querySelector("input");
  const panel = form.parentElement.querySelector(".search-panel");
  const list = panel.querySelector("[role=listbox]");
  const note = panel.querySelector(".search-note");
  const status = form.parentElement.querySelector("[data-search-status]");
  const site = form.dataset.site;
  const most = 12;
  let pages = null;
  let selected = -1;
  let announcing = 0;
  // The part of the site of which hits are shown; empty for all.
  let chosen = "";
  const kinds = element("div", "search-kinds", "");
  kinds.setAttribute("role", "group");
  kinds.setAttribute("aria-label", "Show hits of");
  panel.prepend(kinds);
  // Arrows move in the list while the box has the focus; the list itself is no stop on the way.
  list.tabIndex = -1;

  function load() {
    if (pages || document.querySelector("script[data-search-index]")) return;
    const script = document.createElement("script");
    script.src = site + "search-index.js";
    script.dataset.searchIndex = "";
    script.addEventListener("load", function () {
      pages = (window.workbookSearchIndex || []).map(prepare);
      offerKinds();
      if (input.value.trim()) show();
    });
    script.addEventListener("error", () => say("The search index could not be loaded."));
    document.head.append(script);
  }

  // One page of the index: [address, title, id, place, [[anchor, heading, text], ...]].
  function prepare(page) {
    return {
      address: page[0], title: page[1], id: page[2], place: page[3],
      lowTitle: (page[2] + " " + page[1]).toLowerCase(),
      parts: page[4].map((part) => ({
        anchor: part[0], heading: part[1], text: part[2],
        lowHeading: part[1].toLowerCase(), lowText: part[2].toLowerCase(),
      })),
    };
  }

  // One button for each part that the index names. The opening page is a part by itself, and no choice.
  function offerKinds() {
    const parts = new Set(pages.filter((page) => page.address !== "index.html").map((page) => page.place));
    for (const name of ["", ...parts]) {
      const button = element("button", "", name || "All");
      button.type = "button";
      button.dataset.part = name;
      button.setAttribute("aria-pressed", name === chosen ? "true" : "false");
      kinds.append(button);
    }
  }

  function choose(name) {
    chosen = name;
    for (const button of kinds.children) {
      button.setAttribute("aria-pressed", button.dataset.part === chosen ? "true" : "false");
    }
    show();
  }

  function terms(query) {
    const found = [];
    for (const match of query.toLowerCase().matchAll(/"([^"]+)"?|(\S+)/g)) {
      const term = (match[1] || match[2] || "").trim();
      if (term) found.push(term);
    }
    return found;
  }

  const letter = /[\p{L}\p{N}]/u;

  // 0 where the term does not occur, 1 inside a word, 2 at a word's start, 3 as a whole word.
  // One or two letters must start a word: inside one they would find everything.
  function fit(text, term) {
    let best = 0;
    for (let at = text.indexOf(term); at >= 0 && best < 3; at = text.indexOf(term, at + 1)) {
      const starts = at === 0 || !letter.test(text[at - 1]) || !letter.test(term[0]);
      const after = text[at + term.length];
      const ends = after === undefined || !letter.test(after);
      const grade = starts ? (ends ? 3 : 2) : 1;
      if (grade > best) best = grade;
    }
    return best === 1 && term.length < 3 ? 0 : best;
  }

  function search(query) {
    const wanted = terms(query);
    if (wanted.length === 0) return [];
    const hits = [];
    for (const page of pages) {
      const titles = wanted.map((term) => fit(page.lowTitle, term));
      let score = titles.reduce((sum, grade) => sum + grade * 40, 0);
      const missing = wanted.filter((term, index) => titles[index] === 0);
      let best = null;
      let places = 0;
      const seen = new Set();
      for (const part of page.parts) {
        let partScore = 0;
        for (const term of wanted) {
          const heading = fit(part.lowHeading, term);
          const text = heading === 3 ? 0 : fit(part.lowText, term);
          if (heading || text) seen.add(term);
          partScore += heading * 12 + text * 2;
        }
        if (partScore > 0) places += 1;
        if (partScore > 0 && (!best || partScore > best.score)) best = { part, score: partScore };
      }
      if (missing.some((term) => !seen.has(term))) continue;
      if (best) score += best.score;
      // Among equals, the page that speaks of it in more places.
      score += Math.min(places, 12);
      if (page.id.toLowerCase() === query.trim().toLowerCase()) score += 1000;
      hits.push({ page, part: best && best.part, score, inTitle: missing.length === 0 });
    }
    hits.sort((a, b) => b.score - a.score || (a.page.address < b.page.address ? -1 : 1));
    return hits;
  }

  // The text with every term marked, built of nodes: nothing from the index is ever read as markup.
  function marked(text, wanted) {
    const fragment = document.createDocumentFragment();
    const low = text.toLowerCase();
    let at = 0;
    while (at < text.length) {
      let next = -1;
      let length = 0;
      for (const term of wanted) {
        const found = low.indexOf(term, at);
        if (found >= 0 && (next < 0 || found < next || (found === next && term.length > length))) {
          next = found;
          length = term.length;
        }
      }
      if (next < 0) break;
      fragment.append(text.slice(at, next));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(next, next + length);
      fragment.append(mark);
      at = next + length;
    }
    fragment.append(text.slice(at));
    return fragment;
  }

  function snippet(text, wanted) {
    const low = text.toLowerCase();
    let first = -1;
    for (const term of wanted) {
      const at = low.indexOf(term);
      if (at >= 0 && (first < 0 || at < first)) first = at;
    }
    let start = Math.max(0, first - 50);
    if (start > 0) start = text.indexOf(" ", start) + 1 || start;
    let end = Math.min(text.length, start + 150);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 80);
    return (start > 0 ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  }

  function element(name, className, content) {
    const made = document.createElement(name);
    made.className = className;
    made.append(content);
    return made;
  }

  function show() {
    if (!pages) return;
    const query = input.value;
    const wanted = terms(query);
    if (wanted.length === 0) return close();
    const all = search(query);
    const hits = chosen ? all.filter((hit) => hit.page.place === chosen) : all;
    const where = chosen ? " in " + chosen : "";
    list.replaceChildren();
    hits.slice(0, most).forEach(function (hit, index) {
      const item = document.createElement("li");
      item.id = "search-result-" + index;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const place = hit.part && (!hit.inTitle || hit.part.anchor) ? hit.part : null;
      item.dataset.address = site + hit.page.address + (place && place.anchor ? "#" + place.anchor : "");
      const title = element("span", "hit-title", marked(hit.page.title, wanted));
      const label = [hit.page.id, hit.page.place].filter(Boolean).join(" · ");
      title.append(" ", element("span", "hit-place", marked(label, wanted)));
      item.append(title);
      if (hit.part) {
        const line = element("span", "hit-text", "");
        if (hit.part.heading) line.append(marked(hit.part.heading, wanted), ": ");
        line.append(marked(snippet(hit.part.text, wanted), wanted));
        item.append(line);
      }
      list.append(item);
    });
    const count = pagesInWords(hits.length) + where;
    const elsewhere = all.length > hits.length ? "; " + pagesInWords(all.length) + " in all" : "";
    note.textContent = hits.length === 0
      ? "Nothing found for " + query.trim() + where + elsewhere + "."
      : count + (hits.length > most ? ", the best " + most + " shown" : "") + ". Enter opens the marked one.";
    panel.hidden = false;
    input.setAttribute("aria-expanded", hits.length > 0 ? "true" : "false");
    select(hits.length > 0 ? 0 : -1);
    say(hits.length === 0 ? "Nothing found" + where + elsewhere : count + " found");
  }

  function pagesInWords(count) {
    return count === 1 ? "1 page" : count + " pages";
  }

  // Announced once the typing pauses, or every key would speak.
  function say(text) {
    clearTimeout(announcing);
    announcing = setTimeout(() => { status.textContent = text; }, 400);
  }

  function select(index) {
    const items = list.children;
    if (items[selected]) items[selected].setAttribute("aria-selected", "false");
    selected = index;
    if (items[selected]) {
      items[selected].setAttribute("aria-selected", "true");
      items[selected].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", items[selected].id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    panel.hidden = true;
    list.replaceChildren();
    select(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function open(item) {
    if (item) location.href = item.dataset.address;
    close();
  }

  input.addEventListener("focus", load);
  input.addEventListener("input", () => { load(); show(); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    open(list.children[selected]);
  });
  input.addEventListener("keydown", function (event) {
    const count = list.children.length;
    if (event.key === "Escape") {
      if (panel.hidden) input.value = "";
      close();
    } else if (event.key === "ArrowDown" && count > 0) {
      select((selected + 1) % count);
    } else if (event.key === "ArrowUp" && count > 0) {
      select((selected + count - 1) % count);
    } else {
      return;
    }
    event.preventDefault();
  });
  kinds.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (button) choose(button.dataset.part);
  });
  panel.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    input.focus();
    close();
  });
  // Whoever tabs on wants to see the page below.
  form.parentElement.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !form.parentElement.contains(event.relatedTarget)) close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => open(event.target.closest("[role=option]")));
  document.addEventListener("click", function (event) {
    if (!form.parentElement.contains(event.target)) close();
  });
  document.addEventListener("keydown", function (event) {
    const target = event.target;
    const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
})();
