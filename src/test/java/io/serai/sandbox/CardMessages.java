package io.serai.sandbox;

import io.serai.iso8583.IsoMessage;
import io.serai.testkit.TestCards;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes what a network sends about cards of ours. Thread-safe. */
final class CardMessages {

  private static final int STANS = 999_999;
  private static final String ACQUIRER = "123456";
  private static final String[] CATEGORIES = {
    "5411", "5411", "5812", "5999", "5732", "7011", "7995"
  };
  // Chip, contactless, over the internet.
  private static final String[] ENTRY_MODES = {"051", "051", "071", "812"};

  private final Clock clock;
  private final AtomicInteger stan = new AtomicInteger(ThreadLocalRandom.current().nextInt(STANS));

  CardMessages(Clock clock) {
    this.clock = clock;
  }

  /** Some yen, mostly few. */
  long amount() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return random.nextInt(100) == 0 ? random.nextLong(10_000, 600_000) : random.nextLong(1, 3_000);
  }

  /** A message that begins something. */
  IsoMessage first(String mti, String card, long amount) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    IsoMessage.Builder message =
        begun(mti, card, amount)
            .set(18, CATEGORIES[random.nextInt(CATEGORIES.length)])
            .set(22, ENTRY_MODES[random.nextInt(ENTRY_MODES.length)]);
    if (mti.equals("0120")) {
      message.set(38, "N%05d".formatted(random.nextInt(100_000))).set(39, "00");
    }
    return message.build();
  }

  /** A message about an earlier one, of its card and amount. */
  IsoMessage naming(String mti, IsoMessage original) {
    String date = text(original, 7);
    String data = original.mti() + text(original, 11) + date + "00000" + ACQUIRER;
    return begun(mti, text(original, 2), Long.parseLong(text(original, 4)))
        .set(90, data + "0".repeat(11))
        .build();
  }

  /**
   * A message as a person asks for it.
   *
   * @param original {@code MTI:STAN:DE7} of the one that it is about, or empty
   */
  IsoMessage one(String mti, String card, long amount, String original) {
    if (!original.isEmpty() && !original.matches("[0-9]{4}:[0-9]{6}:[0-9]{10}")) {
      throw new IllegalArgumentException("original: must be MTI:STAN:DE7, as its answer says");
    }
    IsoMessage.Builder message = begun(mti, card, amount).set(18, "5411").set(22, "051");
    if (!original.isEmpty()) {
      message.set(90, original.replace(":", "") + "00000" + ACQUIRER + "0".repeat(11));
    }
    return message.build();
  }

  /** The same as a repeat: 0101, 0121, 0421 … */
  IsoMessage again(IsoMessage message) {
    IsoMessage.Builder repeat = IsoMessage.of(message.mti().substring(0, 3) + "1");
    message.printable().keySet().forEach(number -> repeat.set(number, message.field(number)));
    return repeat.build();
  }

  private IsoMessage.Builder begun(String mti, String card, long amount) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    return IsoMessage.of(mti)
        .set(2, card)
        .set(3, "000000")
        .set(4, "%012d".formatted(amount))
        .set(7, time("MMddHHmmss", now))
        .set(11, "%06d".formatted(stan.updateAndGet(last -> last % STANS + 1)))
        .set(12, time("HHmmss", now))
        .set(13, time("MMdd", now))
        .set(14, TestCards.DE14)
        .set(32, ACQUIRER)
        .set(41, "NETWORK1")
        .set(42, "MERCHANT01")
        .set(49, "392");
  }

  private static String time(String pattern, LocalDateTime now) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(now);
  }

  private static String text(IsoMessage message, int field) {
    String text = message.field(field);
    if (text == null) {
      throw new IllegalArgumentException("the message has no DE" + field);
    }
    return text;
  }
}
