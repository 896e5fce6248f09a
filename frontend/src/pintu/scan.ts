// Reading QR codes within the page, where the browser can; else the telephone's own camera opens the address.
import { part } from "../lapor/words";

type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type Maker = new (options: { formats: string[] }) => Detector;
const PAUSE_MS = 250;

export class Scanner {
  private stream: MediaStream | null = null;
  private last = "";
  private readonly box = part(document, "[data-camera-box]");
  private readonly video = part<HTMLVideoElement>(this.box, "video");
  private readonly opener = part<HTMLButtonElement>(document, "[data-camera]");

  constructor(
    private readonly read: (text: string) => void,
    private readonly failed: () => void,
  ) {
    const maker = (window as unknown as { BarcodeDetector?: Maker }).BarcodeDetector;
    if (!maker || !navigator.mediaDevices?.getUserMedia) return;
    this.opener.hidden = false;
    this.opener.addEventListener("click", () => void this.open(new maker({ formats: ["qr_code"] })));
    part(this.box, "[data-camera-close]").addEventListener("click", () => this.close());
  }

  private async open(detector: Detector): Promise<void> {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      this.video.srcObject = this.stream;
      this.box.hidden = false;
      await this.video.play();
    } catch {
      this.close();
      this.failed();
      return;
    }
    while (this.stream) {
      for (const found of await detector.detect(this.video).catch(() => [])) this.found(found.rawValue);
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  }

  /** The same letter held before the camera for a while is read once. */
  private found(text: string): void {
    if (text === this.last) return;
    this.last = text;
    navigator.vibrate?.(80);
    this.read(text);
  }

  private close(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
    this.box.hidden = true;
  }
}
