import { Gunzip } from "fflate";

/** Cut bytes into lines of text as they come, unpacking them where they are packed (gzip, also in blocks as bgzip writes them). */
export class Lines {
  private rest = "";
  private readonly text = new TextDecoder();
  private unpack: Gunzip | null = null;
  private began = false;
  private held: Uint8Array = new Uint8Array();

  constructor(private readonly take: (line: string) => void) {}

  add(given: Uint8Array): void {
    const bytes = this.began ? given : joined(this.held, given);
    if (!this.began) {
      // two bytes tell whether a file is packed
      if (bytes.length < 2) {
        this.held = bytes;
        return;
      }
      this.began = true;
      if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
        this.unpack = new Gunzip((plain) => {
          this.cut(this.text.decode(plain, { stream: true }));
        });
      }
    }
    if (this.unpack) this.unpack.push(bytes);
    else this.cut(this.text.decode(bytes, { stream: true }));
  }

  end(): void {
    if (!this.began) this.cut(this.text.decode(this.held));
    this.unpack?.push(new Uint8Array(), true);
    this.cut(`${this.text.decode()}\n`);
  }

  private cut(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) this.take(line);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
