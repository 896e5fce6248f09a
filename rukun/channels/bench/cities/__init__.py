"""Cities to be measured: all of Jakarta with as many reports as asked for, and a small one to strike at."""
