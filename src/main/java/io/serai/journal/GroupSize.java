package io.serai.journal;

/**
 * How much a {@link GroupCommit} does at once.
 *
 * @param name what it is, for threads and logs: {@code journal}
 * @param writers connections that commit side by side
 * @param queue works that may wait; one more is refused
 * @param group works that one transaction takes at the most
 */
public record GroupSize(String name, int writers, int queue, int group) {}
