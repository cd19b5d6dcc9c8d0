// What the server cannot do for us: count down between its words, and say whether it still speaks. All else is htmx.
"use strict";
(() => {
  const body = document.body;
  const link = document.getElementById("link");
  let ahead = 0; // of our clock, the server's: countdowns go by its clock, for ours may be wrong

  const setClock = (serverMillis) => {
    if (Number.isFinite(serverMillis) && serverMillis > 0) {
      ahead = serverMillis - Date.now();
    }
  };

  const countDown = () => {
    const now = Date.now() + ahead;
    for (const vacate of document.querySelectorAll("[data-deadline]")) {
      const left = Number(vacate.dataset.deadline) - now;
      const budget = Number(vacate.dataset.budget);
      const words = left < 0 ? body.dataset.over : body.dataset.left;
      vacate.querySelector(".countdown").textContent = words.replace("{0}", (Math.abs(left) / 1000).toFixed(1));
      vacate.querySelector(".used").setAttribute("width", Math.max(0, Math.min(100, 100 * (1 - left / budget))).toFixed(1));
      if (left < 0) {
        vacate.classList.add("late");
        vacate.closest(".machine")?.classList.add("late");
      }
    }
  };

  const say = (state, words) => {
    if (link && link.textContent !== words) {
      link.textContent = words;
      link.className = "link " + state;
    }
  };

  setClock(Number(body.dataset.serverMillis));
  countDown();
  setInterval(countDown, 100);

  body.addEventListener("htmx:sseOpen", () => say("live", body.dataset.live));
  body.addEventListener("htmx:sseError", () => say("lost", body.dataset.lost));
  body.addEventListener("htmx:sseBeforeMessage", (event) => {
    const message = event.detail;
    if (message.type === "clock") {
      setClock(Number(message.data));
      event.preventDefault();
    } else if (message.type === "stale") {
      // The console was started anew, and counts its versions from one again.
      event.preventDefault();
      location.reload();
    } else if (message.type === "full") {
      event.preventDefault();
      say("lost", body.dataset.lost);
    }
  });
})();
