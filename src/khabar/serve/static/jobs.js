// How far a job is, without asking for the page again and again.
const LEAST = 1000; // milliseconds between two looks at the page

export function startJobs() {
  const job = document.querySelector("[data-job]");
  if (!job) return;
  const told = new EventSource(`/api/v1/jobs/${encodeURIComponent(job.dataset.job)}/events`);
  let waits = 0;
  told.addEventListener("progress", () => {
    waits ||= setTimeout(() => { waits = 0; void shown(); }, LEAST);
  });
  told.addEventListener("end", async () => {
    clearTimeout(waits);
    told.close();
    await shown(true);
    if (document.querySelector("[data-job]")?.dataset.job !== job.dataset.job) startJobs();
  });
}

// What somebody is about to press is not taken away under their fingers, but at the end.
async function shown(last = false) {
  const region = document.querySelector("[data-jobs]");
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!region || !answer.ok ) return;
  if (!last && region.contains(document.activeElement)) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-jobs]");
  if (fresh) region.replaceChildren(...fresh.childNodes);
}
