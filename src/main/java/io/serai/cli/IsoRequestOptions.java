package io.serai.cli;

import io.serai.iso8583.IsoMessage;
import io.serai.payment.Currency;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that make an ISO 8583 request. */
final class IsoRequestOptions {

  @Option(
      names = "--message",
      paramLabel = "FILE",
      description = "The request in JSON or YAML, - for standard input: mti, and fields by number.")
  private @Nullable String file;

  @Option(
      names = "--mti",
      description = "Message type: 0100, 0101, 0200, 0400, 0420, 0800 …; without --message.")
  private @Nullable String mti;

  @Option(names = "--pan", description = "Card number (DE2). Test numbers only: others can see it.")
  private @Nullable String pan;

  @Option(names = "--expiry", paramLabel = "YYMM", description = "Expiry date (DE14).")
  private @Nullable String expiry;

  @Option(names = "--amount", description = "Amount in minor units (DE4).")
  private @Nullable Long amount;

  @Option(names = "--currency", description = "ISO 4217, such as JPY or 392 (DE49).")
  private @Nullable String currency;

  @Option(
      names = "--processing-code",
      defaultValue = "000000",
      description = "Processing code (DE3, ${DEFAULT-VALUE}).")
  private String processingCode = "";

  @Option(
      names = "--terminal",
      defaultValue = "TERM0001",
      description = "Terminal (DE41, ${DEFAULT-VALUE}).")
  private String terminal = "";

  @Option(
      names = "--merchant",
      defaultValue = "MERCHANT01",
      description = "Merchant (DE42, ${DEFAULT-VALUE}).")
  private String merchant = "";

  @Option(names = "--stan", description = "Trace number (DE11); a random one where it is absent.")
  private @Nullable Integer stan;

  @Option(
      names = "--reverse-of",
      paramLabel = "MTI:STAN:DE7",
      description = "The request to reverse (DE90), as the last line of its answer says.")
  private @Nullable String reverseOf;

  @Option(
      names = "--field",
      paramLabel = "NUMBER=TEXT",
      description = "Any data element; it wins over the other options. May be repeated.")
  private Map<Integer, String> fields = new LinkedHashMap<>();

  /**
   * The request of the options.
   *
   * @throws ParameterException naming the option that is wrong
   */
  IsoMessage message(CommandSpec command, Clock clock) {
    check(command, (mti == null) != (file == null), "give either --mti or --message");
    return mti == null
        ? ofFile(command, String.valueOf(file), clock)
        : ofOptions(command, mti, clock);
  }

  private IsoMessage ofFile(CommandSpec command, String path, Clock clock) {
    IsoMessageFile read;
    try {
      read = IsoMessageFile.read(path);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--message: " + e.getMessage(), e);
    }
    IsoMessage.Builder message = begin(command, "--message", read.mti(), clock);
    read.fields().forEach(message::set);
    return given(command, message).build();
  }

  private IsoMessage.Builder begin(CommandSpec command, String option, String type, Clock clock) {
    check(command, type.matches("\\d{2}[02468]\\d"), option + ": is not a request, such as 0100");
    IsoMessage.Builder message = IsoMessage.of(type);
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    message.set(7, DateTimeFormatter.ofPattern("MMddHHmmss", Locale.ROOT).format(now));
    return message.set(11, "%06d".formatted(stan(command)));
  }

  private IsoMessage ofOptions(CommandSpec command, String type, Clock clock) {
    IsoMessage.Builder message = begin(command, "--mti", type, clock);
    if (type.charAt(1) == '8') {
      message.set(70, "301");
    } else {
      payment(command, message, LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()));
    }
    return given(command, message).build();
  }

  /** Sets what was given on the command line; it wins over a file and over what is usual. */
  private IsoMessage.Builder given(CommandSpec command, IsoMessage.Builder message) {
    check(command, pan == null || pan.matches("\\d{12,19}"), "--pan: must be 12 to 19 digits");
    check(command, expiry == null || expiry.matches("\\d{4}"), "--expiry: must be YYMM");
    check(
        command,
        amount == null || (amount >= 0 && amount < 1_000_000_000_000L),
        "--amount: must be 0 to 999999999999");
    Map<Integer, @Nullable String> given = new LinkedHashMap<>();
    given.put(2, pan);
    given.put(4, amount == null ? null : "%012d".formatted(amount));
    given.put(14, expiry);
    given.put(49, currency == null ? null : numeric(command, currency));
    given.put(90, reverseOf == null ? null : originalData(command, reverseOf));
    given.forEach(
        (number, value) -> {
          if (value != null) {
            message.set(number, value);
          }
        });
    fields.forEach(
        (number, value) -> {
          check(command, number >= 2 && number <= 128, "--field: a number is 2 to 128");
          message.set(number, value);
        });
    return message;
  }

  private void payment(CommandSpec command, IsoMessage.Builder message, LocalDateTime local) {
    check(command, processingCode.matches("\\d{6}"), "--processing-code: must be 6 digits");
    check(command, terminal.length() <= 8, "--terminal: at most 8 characters");
    check(command, merchant.length() <= 15, "--merchant: at most 15 characters");
    message
        .set(3, processingCode)
        .set(12, DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT).format(local))
        .set(13, DateTimeFormatter.ofPattern("MMdd", Locale.ROOT).format(local))
        .set(41, terminal)
        .set(42, merchant);
  }

  private int stan(CommandSpec command) {
    check(command, stan == null || (stan > 0 && stan < 1_000_000), "--stan: must be 1 to 999999");
    return stan != null ? stan : ThreadLocalRandom.current().nextInt(1, 1_000_000);
  }

  private static String originalData(CommandSpec command, String text) {
    check(
        command,
        text.matches("\\d{4}:\\d{6}:\\d{10}"),
        "--reverse-of: must be MTI:STAN:DE7, such as 0100:000123:1123184500");
    return text.replace(":", "") + "0".repeat(22);
  }

  private static String numeric(CommandSpec command, String code) {
    try {
      return Currency.of(code).numeric();
    } catch (SeraiException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private static void check(CommandSpec command, boolean right, String otherwise) {
    if (!right) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }
}
