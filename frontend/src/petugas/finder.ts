// The camera within the page, with the picture of before half-transparent over it, so that both show the same.
import { part, say, tell } from "../lapor/words";

export class Finder {
  private stream: MediaStream | null = null;
  private readonly box = part(document, "[data-finder]");
  private readonly video = part<HTMLVideoElement>(this.box, "video");
  private readonly ghost = part<HTMLImageElement>(this.box, "[data-ghost]");
  private readonly opener = part<HTMLButtonElement>(document, "[data-open-finder]");

  constructor(private readonly shot: (photo: Blob) => void) {
    this.opener.hidden = !navigator.mediaDevices?.getUserMedia;
    this.opener.addEventListener("click", () => void this.open());
    part(this.box, "[data-shoot]").addEventListener("click", () => void this.shoot());
    part(this.box, "[data-close-finder]").addEventListener("click", () => {
      this.close();
      this.opener.focus();
    });
  }

  guide(before: string): void {
    this.ghost.hidden = !before;
    if (before) this.ghost.src = before;
    else this.ghost.removeAttribute("src");
  }

  private async open(): Promise<void> {
    try {
      const video = { facingMode: "environment", width: { ideal: 1600 }, height: { ideal: 1200 } };
      this.stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      this.video.srcObject = this.stream;
      this.box.hidden = false;
      this.opener.hidden = true;
      await this.video.play();
      part(this.box, "[data-shoot]").focus();
    } catch {
      this.close();
      this.opener.hidden = true;
      tell(document, "[data-photo-said]", say("camera-failed"));
    }
  }

  private async shoot(): Promise<void> {
    const canvas = document.createElement("canvas");
    canvas.width = this.video.videoWidth;
    canvas.height = this.video.videoHeight;
    canvas.getContext("2d")?.drawImage(this.video, 0, 0);
    const photo = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.92));
    this.close();
    if (photo) this.shot(photo);
  }

  close(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
    this.box.hidden = true;
    this.opener.hidden = !navigator.mediaDevices?.getUserMedia;
  }
}
