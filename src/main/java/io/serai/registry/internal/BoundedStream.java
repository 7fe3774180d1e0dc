package io.serai.registry.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that refuses to be longer than it may be, also where it did not say its length. */
final class BoundedStream extends FilterInputStream {

  private long left;

  BoundedStream(InputStream in, long longest) {
    super(in);
    this.left = longest;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    left -= read;
    if (left < 0) {
      throw RegistryController.tooLarge();
    }
  }
}
