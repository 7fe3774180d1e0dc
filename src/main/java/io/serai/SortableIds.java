package io.serai;

import io.serai.payment.Ids;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Identifiers of 26 letters and digits behind their prefix: 50 bits of milliseconds, so that they
 * sort by time and index pages stay together, and 80 random bits. Thread-safe.
 */
final class SortableIds implements Ids {

  private static final char[] DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV".toCharArray();
  private static final int BITS = 5;
  private static final int MASK = 31;
  private static final int TIME_DIGITS = 10;
  private static final int HALF = 8;
  private static final int HALF_BYTES = 5;

  // The operating system is asked once for many: each question costs more than an identifier.
  private static final int BYTES_AT_ONCE = 2 * HALF_BYTES * 128;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final ThreadLocal<ByteBuffer> noise =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(0));

  SortableIds(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String next(String prefix) {
    ByteBuffer bytes = noise.get();
    if (!bytes.hasRemaining()) {
      byte[] fresh = new byte[BYTES_AT_ONCE];
      random.nextBytes(fresh);
      bytes = ByteBuffer.wrap(fresh);
      noise.set(bytes);
    }
    int at = prefix.length();
    char[] id = new char[at + TIME_DIGITS + 2 * HALF];
    prefix.getChars(0, at, id, 0);
    write(clock.millis(), id, at, TIME_DIGITS);
    write(forty(bytes), id, at + TIME_DIGITS, HALF);
    write(forty(bytes), id, at + TIME_DIGITS + HALF, HALF);
    return new String(id);
  }

  private static long forty(ByteBuffer bytes) {
    long bits = 0;
    for (int i = 0; i < HALF_BYTES; i++) {
      bits = (bits << Byte.SIZE) | Byte.toUnsignedInt(bytes.get());
    }
    return bits;
  }

  private static void write(long bits, char[] to, int at, int digits) {
    long rest = bits;
    for (int i = at + digits - 1; i >= at; i--) {
      to[i] = DIGITS[(int) (rest & MASK)];
      rest >>>= BITS;
    }
  }
}
