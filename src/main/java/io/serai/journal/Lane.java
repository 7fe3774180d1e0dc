package io.serai.journal;

import org.jspecify.annotations.Nullable;

/** The works of one lane that wait, those that go ahead first. Guarded by {@link Lanes}. */
final class Lane<W, R> {

  final Object key;
  boolean underWay;
  private final Line<W, R> first = new Line<>();
  private final Line<W, R> rest = new Line<>();

  Lane(Object key) {
    this.key = key;
  }

  /** Works one behind another. */
  private static final class Line<W, R> {
    private @Nullable Waiting<W, R> head;
    private @Nullable Waiting<W, R> tail;
    private int length;

    /** Whether the lane stands in the list of those that are ready by this line. */
    private boolean listed;
  }

  private Line<W, R> line(boolean ahead) {
    return ahead ? first : rest;
  }

  void add(Waiting<W, R> one) {
    Line<W, R> line = line(one.ahead);
    one.next = null;
    if (line.tail == null) {
      line.head = one;
    } else {
      line.tail.next = one;
    }
    line.tail = one;
    line.length++;
  }

  void putBack(Waiting<W, R> one) {
    Line<W, R> line = line(one.ahead);
    one.next = line.head;
    line.head = one;
    if (line.tail == null) {
      line.tail = one;
    }
    line.length++;
  }

  /** The next that is to be done, or null. */
  @Nullable Waiting<W, R> poll() {
    Line<W, R> line = line(first.head != null);
    Waiting<W, R> one = line.head;
    if (one != null) {
      line.head = one.next;
      one.next = null;
      if (line.head == null) {
        line.tail = null;
      }
      line.length--;
    }
    return one;
  }

  boolean isEmpty() {
    return first.head == null && rest.head == null;
  }

  /** How many are done before one that is added now. */
  int before(boolean ahead) {
    return (underWay ? 1 : 0) + first.length + (ahead ? 0 : rest.length);
  }

  boolean goesAhead() {
    return first.head != null;
  }

  /** Says that it is listed, and whether it was not. */
  boolean list(boolean ahead) {
    boolean was = line(ahead).listed;
    line(ahead).listed = true;
    return !was;
  }

  void unlist(boolean ahead) {
    line(ahead).listed = false;
  }
}
