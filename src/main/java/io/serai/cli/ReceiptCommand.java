package io.serai.cli;

import io.serai.client.AppleReceiptRequest;
import io.serai.client.Call;
import io.serai.client.GoogleReceiptRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serai receipt}: purchases in app stores. */
@Command(name = "receipt", description = "Purchases in app stores.")
final class ReceiptCommand {

  /** Verifies a purchase in Apple's App Store. */
  @Command(name = "apple", description = "Verify a purchase in Apple's App Store.")
  int apple(
      @ArgGroup(exclusive = true, multiplicity = "1") OfApple proof,
      @Mixin Purchase bought,
      @Mixin KeyOption key,
      @Mixin HubOptions hub) {
    return hub.send(
        () ->
            Call.appleReceipt(
                key.key(),
                new AppleReceiptRequest(
                    bought.user,
                    bought.product,
                    proof.transactionId,
                    text(hub, proof.signedTransaction),
                    text(hub, proof.receipt))),
        HubExit::of);
  }

  /** Verifies a purchase in Google Play. */
  @Command(name = "google", description = "Verify a purchase in Google Play.")
  int google(
      @Option(names = "--kind", required = true, description = "product or subscription.")
          String kind,
      @ArgGroup(exclusive = true, multiplicity = "1") OfGoogle proof,
      @Option(names = "--order-id", description = "As the app has it, for the record.")
          @Nullable String orderId,
      @Mixin Purchase bought,
      @Mixin KeyOption key,
      @Mixin HubOptions hub) {
    return hub.send(
        () -> {
          String read = text(hub, proof.tokenFile);
          String token = read == null ? proof.token : read;
          return Call.googleReceipt(
              key.key(),
              new GoogleReceiptRequest(
                  bought.user, bought.product, kind, token == null ? "" : token, orderId));
        },
        HubExit::of);
  }

  /** Prints a verification; the exit code says how it stands. */
  @Command(name = "show", description = "Show a verification; the exit code says how it stands.")
  int show(
      @Parameters(paramLabel = "RECEIPT", description = "rcp_….") String id,
      @Mixin HubOptions hub) {
    return hub.send(() -> Call.receipt(id), HubExit::of);
  }

  private static @Nullable String text(HubOptions hub, @Nullable String file) {
    if (file == null) {
      return null;
    }
    try {
      // Standard input is not closed: it is the process's.
      byte[] read = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
      return new String(read, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw hub.wrong("FILE: " + file + " cannot be read");
    }
  }

  /** Who bought what. */
  static final class Purchase {
    @Option(names = "--user", required = true, description = "Who bought, as you call them.")
    private String user = "";

    @Option(names = "--product", required = true, description = "The product id in the store.")
    private String product = "";
  }

  /** One of three things that the app has. */
  static final class OfApple {
    @Option(names = "--transaction-id", description = "Of StoreKit.")
    private @Nullable String transactionId;

    @Option(
        names = "--signed-transaction",
        paramLabel = "FILE",
        description = "StoreKit 2's JWS; - for standard input.")
    private @Nullable String signedTransaction;

    @Option(
        names = "--receipt",
        paramLabel = "FILE",
        description = "The app's receipt in Base64; - for standard input.")
    private @Nullable String receipt;
  }

  /** The purchase token. */
  static final class OfGoogle {
    @Option(names = "--token", description = "The purchase token.")
    private @Nullable String token;

    @Option(
        names = "--token-file",
        paramLabel = "FILE",
        description = "The file with it; - for standard input.")
    private @Nullable String tokenFile;
  }
}
