package io.serai.rest;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The trace that a request belongs to: the caller's W3C {@code traceparent}, or a new one. */
final class Trace {

  private static final Pattern TRACE_PARENT =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  private Trace() {}

  /** 32 hex digits. */
  static String of(@Nullable String traceParent) {
    Matcher given = TRACE_PARENT.matcher(traceParent == null ? "" : traceParent);
    return given.matches() ? given.group(1) : random();
  }

  static String random() {
    byte[] bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
