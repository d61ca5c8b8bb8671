// Seconds on the wall, and the most memory that a process held (Linux tells it).
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export async function measured(command, words) {
  const begin = performance.now();
  const child = spawn(command, words, { stdio: ["ignore", "ignore", "inherit"] });
  let peak = 0;
  const ended = new Promise((end) => child.on("exit", end));
  const poll = setInterval(() => {
    try {
      const told = readFileSync(`/proc/${child.pid}/status`, "utf8").match(/VmHWM:\s+(\d+)/);
      peak = Math.max(peak, Number(told[1]));
    } catch {} // it has ended
  }, 10);
  const code = await ended;
  clearInterval(poll);
  if (code !== 0) throw new Error(`${command} ${words.join(" ")} ended with ${code}`);
  return { seconds: (performance.now() - begin) / 1000, peakMb: peak / 1024 };
}
