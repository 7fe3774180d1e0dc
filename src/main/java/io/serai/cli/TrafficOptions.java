package io.serai.cli;

import io.serai.iso8583.Edition;
import io.serai.iso8583.IsoMessage;
import io.serai.payment.Currency;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that make the requests of generated traffic; DE7 and DE11 are the link's. */
final class TrafficOptions {

  /** Numbers that card schemes and gateways publish for tests. */
  private static final List<String> TEST_NUMBERS =
      List.of(
          "4111111111111111",
          "4012888888881881",
          "5555555555554444",
          "5105105105105100",
          "3530111333300000",
          "6011111111111117");

  @Option(
      names = "--traffic",
      paramLabel = "MTI",
      description = "Type of the requests; 0100, or 1100 with edition=1993.")
  private @Nullable String mti;

  @Option(
      names = "--pan",
      paramLabel = "NUMBER",
      description = "Card number, may be repeated; published test numbers if nothing is said.")
  private List<String> pans = new ArrayList<>();

  @Option(
      names = "--amount",
      paramLabel = "FROM-TO",
      converter = AmountRange.Converter.class,
      defaultValue = "100-10000",
      description = "Amounts in minor units (${DEFAULT-VALUE}).")
  private AmountRange amounts = new AmountRange(1, 1);

  @Option(
      names = "--currency",
      defaultValue = "JPY",
      description = "ISO 4217, such as JPY or 392 (${DEFAULT-VALUE}).")
  private String currency = "";

  @Option(
      names = "--field",
      paramLabel = "NUMBER=TEXT",
      description = "Any data element of each request. May be repeated.")
  private Map<Integer, String> fields = new LinkedHashMap<>();

  /**
   * Says what is wrong with them.
   *
   * @throws ParameterException naming the option
   */
  void check(CommandSpec command) {
    check(command, mti == null || mti.matches("[01][12]00"), "--traffic: 0100, 0200, 1100 or 1200");
    check(
        command,
        pans.stream().allMatch(pan -> pan.matches("\\d{12,19}")),
        "--pan: must be 12 to 19 digits");
    check(
        command,
        fields.keySet().stream().allMatch(number -> number >= 2 && number <= 128),
        "--field: a number is 2 to 128");
    try {
      currency = Currency.of(currency).numeric();
    } catch (SeraiException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
    }
  }

  /** The next request. */
  IsoMessage next(Edition edition, Clock clock) {
    boolean of1993 = edition == Edition.V1993;
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
    List<String> numbers = pans.isEmpty() ? TEST_NUMBERS : pans;
    IsoMessage.Builder request =
        IsoMessage.of(mti != null ? mti : of1993 ? "1100" : "0100")
            .set(2, numbers.get(ThreadLocalRandom.current().nextInt(numbers.size())))
            .set(3, "000000")
            .set(4, "%012d".formatted(amounts.any()))
            .set(12, time(of1993 ? "yyMMddHHmmss" : "HHmmss", now))
            .set(14, "%02d12".formatted((now.getYear() + 3) % 100))
            .set(32, "123456")
            .set(41, "NETWORK1")
            .set(42, "MERCHANT01")
            .set(49, currency);
    if (!of1993) {
      request.set(13, time("MMdd", now));
    }
    fields.forEach(request::set);
    return request.build();
  }

  private static String time(String pattern, LocalDateTime now) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(now);
  }

  private static void check(CommandSpec command, boolean right, String otherwise) {
    if (!right) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }
}
