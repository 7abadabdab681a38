"use strict";
const told = document.getElementById("told");
const main = document.querySelector("main");
let lit = [];

// Lights up the boxes, the words and the list entries of records.
function light(records) {
  for (const element of lit) element.classList.remove("on");
  lit = records.flatMap((record) => [
    ...document.querySelectorAll(`main [data-r~="${record}"]`),
    document.getElementById(`r${record}`),
  ]);
  for (const element of lit) element.classList.add("on");
}

// Tells what the pointer is on: the smallest boxes first, then the records.
function tell(x, y) {
  const under = document.elementsFromPoint(x, y);
  const boxes = under.filter((element) => element.dataset.t !== undefined);
  const records = [];
  for (const element of under) {
    for (const record of (element.dataset.r ?? "").split(" ").reverse()) {
      if (record !== "" && !records.includes(record)) records.push(record);
    }
  }
  told.replaceChildren();
  for (const box of boxes.reverse()) {
    const line = document.createElement("pre");
    line.textContent = box.dataset.t;
    told.append(line);
  }
  for (const record of records) {
    const entry = document.getElementById(`r${record}`);
    const name = document.createElement("b");
    name.textContent = entry.querySelector("summary").textContent;
    const read = document.createElement("pre");
    read.textContent = records.length > 1 && record !== records[0] ? "" : entry.querySelector("pre").textContent;
    told.append(name, read);
  }
  light(records.slice(0, 1));
  return records;
}

main.addEventListener("mousemove", (event) => tell(event.clientX, event.clientY));
main.addEventListener("mouseleave", () => { told.replaceChildren(); light([]); });

// A click on a box opens its record in the list; a click in the list leads to the box.
main.addEventListener("click", (event) => {
  const [record] = tell(event.clientX, event.clientY);
  const entry = record === undefined ? null : document.getElementById(`r${record}`);
  if (entry) {
    entry.querySelector("details").open = true;
    entry.scrollIntoView({ block: "center" });
  }
});
for (const summary of document.querySelectorAll("nav summary")) {
  const record = summary.dataset.r;
  summary.addEventListener("mouseenter", () => light([record]));
  summary.addEventListener("click", () => {
    const box = document.getElementById(`b${record}`) ?? document.getElementById(`t${record}`);
    box?.scrollIntoView({ block: "center" });
  });
}
