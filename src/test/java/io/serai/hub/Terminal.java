package io.serai.hub;

import io.serai.iso8583.IsoClient;
import io.serai.iso8583.IsoMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A terminal with one connection; the card numbers are published test numbers. */
public record Terminal(IsoClient client) implements AutoCloseable {

  public static final String VISA = "4111111111111111";
  static final String OF_THE_FLOOR = "9999990000000006";
  static final String OF_NOBODY = "6011111111111117";
  public static final String TIME = "1123184500";

  private static final String ACQUIRER = "123456";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public static Terminal connect(int port) {
    return connect(port, PATIENCE);
  }

  public static Terminal connect(int port, Duration patience) {
    return new Terminal(IsoClient.connect("localhost", port, patience));
  }

  public static IsoMessage.Builder request(String mti, int stan) {
    return request(mti, stan, VISA, 1000);
  }

  public static IsoMessage.Builder request(String mti, int stan, String pan, long amount) {
    return IsoMessage.of(mti)
        .set(2, pan)
        .set(3, "000000")
        .set(4, "%012d".formatted(amount))
        .set(7, TIME)
        .set(11, "%06d".formatted(stan))
        .set(14, "3012")
        .set(32, ACQUIRER)
        .set(41, "TERM0001")
        .set(42, "MERCHANT01")
        .set(49, "392");
  }

  /** A reversal of the 0100 with that STAN. */
  public static IsoMessage.Builder reversal(String mti, int stan, int originalStan) {
    return request(mti, stan)
        .set(90, "0100%06d".formatted(originalStan) + TIME + "00000" + ACQUIRER + "0".repeat(11));
  }

  public CompletableFuture<IsoMessage> sendAsync(IsoMessage.Builder request) {
    return client.send(request.build()).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  public IsoMessage send(IsoMessage.Builder request) {
    return sendAsync(request).join();
  }

  /** The response code of the answer. */
  @Nullable String code(IsoMessage.Builder request) {
    return send(request).field(39);
  }

  @Override
  public void close() {
    client.close();
  }
}
