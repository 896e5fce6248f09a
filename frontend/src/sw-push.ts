// What comes in by web push is shown from here.
export {};
