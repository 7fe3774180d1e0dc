package io.serai.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Signs what a Kamelet sends: takes the text of the variable {@code to_sign} out of the exchange
 * and leaves its HMAC in the variable {@code signature}, in lower-case hex. What is signed is the
 * Kamelet's to say; the key stays here. Thread-safe.
 */
public final class HmacSigner implements Processor {

  /** The variable with the text to be signed; it is gone afterwards. */
  public static final String TO_SIGN = "to_sign";

  /** The variable with the signature. */
  public static final String SIGNATURE = "signature";

  private String algorithm = "HmacSHA256";
  private @Nullable SecretKeySpec key;

  /** The key, as text in UTF-8. */
  public void setKey(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the key to sign with is empty; set it with the provider");
    }
    key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HMAC");
  }

  /** Another algorithm than HmacSHA256, by its name in Java: HmacSHA512. */
  public void setAlgorithm(String name) {
    if (!name.toLowerCase(Locale.ROOT).startsWith("hmac")) {
      throw new IllegalArgumentException("'" + name + "' is no HMAC; write one such as HmacSHA256");
    }
    algorithm = name;
  }

  @Override
  public void process(Exchange exchange) throws GeneralSecurityException {
    Object text = exchange.removeVariable(TO_SIGN);
    if (text == null || key == null) {
      throw new IllegalStateException(
          text == null
              ? "the variable " + TO_SIGN + " is not set"
              : "there is no key to sign with");
    }
    Mac mac = Mac.getInstance(algorithm);
    mac.init(key);
    byte[] signature = mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
    exchange.setVariable(SIGNATURE, HexFormat.of().formatHex(signature));
  }
}
