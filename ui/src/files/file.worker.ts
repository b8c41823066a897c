import { Gathered } from "./gathered";
import { Lines } from "./lines";
import type { Request, Said } from "./messages";

const gathered = new Gathered();

function say(said: Said): void {
  self.postMessage(said);
}

async function read(file: File): Promise<void> {
  const lines = new Lines((line) => {
    gathered.add(line);
  });
  const bytes = file.stream().getReader();
  let done = 0;
  let told = 0;
  for (;;) {
    const { value, done: ended } = await bytes.read();
    if (ended) break;
    lines.add(value);
    done += value.length;
    if (done - told > file.size / 200) {
      told = done;
      say({ say: "progress", share: done / file.size });
    }
  }
  lines.end();
  say({ say: "summary", summary: gathered.summary() });
}

/** Read files beside the page, which stays alive and can stop it; nothing that a file holds leaves the browser. */
self.onmessage = ({ data }: MessageEvent<Request>) => {
  if (data.ask === "summary") say({ say: "summary", summary: gathered.summary(data.sample) });
  else if (data.ask === "take") say({ say: "taken", alterations: gathered.taken(data.sample, data.groups) });
  else {
    read(data.file).catch((error: unknown) => {
      say({ say: "refused", problem: error instanceof Error && error.message ? error.message : "The file could not be read: is it damaged?" });
    });
  }
};
