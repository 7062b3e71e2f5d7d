/** Loads a module in a fresh process and prints how long that took (ms), as a cold start would. */
const [, , file = ''] = process.argv;
const cpu = process.cpuUsage();
const began = performance.now();
await import(file);
const wall = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ wall, cpu: (user + system) / 1000 }));
