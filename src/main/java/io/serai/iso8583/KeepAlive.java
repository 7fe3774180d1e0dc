package io.serai.iso8583;

/** What a link does with a frame of length zero. */
public enum KeepAlive {
  /** The connection is closed, as after any other wrong length. */
  REFUSE("refuse"),
  /** It is passed over. */
  IGNORE("ignore"),
  /** A frame of length zero goes back. */
  ANSWER("answer");

  private final String word;

  KeepAlive(String word) {
    this.word = word;
  }

  /** The name in {@code links.yaml}. */
  public String word() {
    return word;
  }
}
