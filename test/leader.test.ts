import { describe, expect, onTestFinished, test, vi } from "vitest";

import { createLeader, type Leader } from "../src/chat/leader.ts";
import type { ChatStore } from "../src/chat/slots.ts";
import { openBench } from "./case-fakes.ts";

const WAIT = { timeout: 20_000, interval: 5 };
/** By the test's clock; they renew three times in as many milliseconds of the real one. */
const LEASE_MS = 30;

async function openLeaders() {
  const { deps, clock, logged } = await openBench();
  const state = { isDown: false, hangs: false };
  const start = (holder: string): Leader => {
    const store: ChatStore = {
      transact: (work) => {
        if (state.hangs) return new Promise(() => undefined);
        return state.isDown ? Promise.reject(new Error("down")) : deps.store.transact(work);
      },
    };
    const log = (message: string, code?: string): void => void logged.push(`${holder}: ${message} ${code ?? ""}`);
    const leader = createLeader({ store, name: "telegram", holder, now: () => clock.now, log, leaseMs: LEASE_MS });
    onTestFinished(() => leader.stop());
    return leader;
  };
  const leading = (leader: Leader) => vi.waitFor(() => expect(leader.isLeader()).toBe(true), WAIT);
  return { clock, logged, state, start, leading };
}

const someTicks = () => new Promise((resolve) => setTimeout(resolve, 50));

describe("of two processes", () => {
  test("one leads", async () => {
    const { start, leading } = await openLeaders();
    const one = start("one");
    await leading(one);
    const other = start("other");
    await someTicks();
    expect([one.isLeader(), other.isLeader()]).toEqual([true, false]);
  });

  test("the other takes over at once when the one that leads is stopped", async () => {
    const { start, leading, logged } = await openLeaders();
    const one = start("one");
    await leading(one);
    const other = start("other");
    const stopped = one.stop();
    expect(one.isLeader()).toBe(false);
    await stopped;
    await leading(other);
    expect(logged).toEqual([
      "one: this process leads now telegram",
      "one: this process leads no longer telegram",
      "other: this process leads now telegram",
    ]);
  });

  test("the other takes over when the lease of one that died is over", async () => {
    const { start, leading, clock, state } = await openLeaders();
    const one = start("one");
    await leading(one);
    state.isDown = true;
    await one.stop();
    state.isDown = false;
    const other = start("other");
    clock.now += LEASE_MS - 1;
    await someTicks();
    expect(other.isLeader()).toBe(false);
    clock.now += 1;
    await leading(other);
  });
});

describe("a leader", () => {
  test("goes on for as long as it renews", async () => {
    const { start, leading, clock, logged } = await openLeaders();
    const one = start("one");
    await leading(one);
    for (let step = 0; step < 4; step += 1) {
      clock.now += LEASE_MS - 1;
      expect(one.isLeader()).toBe(true);
      await vi.waitFor(() => {
        // Renewed where it would outlast one more step.
        clock.now += LEASE_MS - 1;
        const isRenewed = one.isLeader();
        clock.now -= LEASE_MS - 1;
        expect(isRenewed).toBe(true);
      }, WAIT);
    }
    expect(logged).toEqual(["one: this process leads now telegram"]);
  });

  test("leads no longer when its lease is over by its own clock, even if the store is down", async () => {
    const { start, leading, clock, state, logged } = await openLeaders();
    const one = start("one");
    await leading(one);
    state.isDown = true;
    await someTicks();
    clock.now += LEASE_MS - 1;
    expect(one.isLeader()).toBe(true);
    clock.now += 1;
    expect(one.isLeader()).toBe(false);
    await someTicks();
    state.isDown = false;
    await leading(one);
    await vi.waitFor(() => expect(logged).toHaveLength(4), WAIT);
    expect(logged).toEqual([
      "one: this process leads now telegram",
      "one: the leader's lease could not be taken Error",
      "one: this process leads no longer telegram",
      "one: this process leads now telegram",
    ]);
  });

  test("whose store hangs tells that it leads no longer, and can be stopped", async () => {
    const { start, leading, clock, state, logged } = await openLeaders();
    const one = start("one");
    await leading(one);
    state.hangs = true;
    await someTicks();
    clock.now += LEASE_MS;
    await vi.waitFor(() => expect(logged.at(-1)).toBe("one: this process leads no longer telegram"), WAIT);
    await one.stop();
    expect(logged).toHaveLength(2);
  });

  test("whose clock is set back leads no longer until it has renewed", async () => {
    const { start, leading, clock, state } = await openLeaders();
    const one = start("one");
    await leading(one);
    state.isDown = true;
    clock.now -= 3_600_000;
    expect(one.isLeader()).toBe(false);
    state.isDown = false;
    await leading(one);
  });

  test("leaves no timer behind when it is stopped", async () => {
    const { start, leading } = await openLeaders();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const one = start("one");
    await leading(one);
    await one.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
