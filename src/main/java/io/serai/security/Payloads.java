package io.serai.security;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens and seals bodies with their tenant's keys (S3.12): JWE in compact form, {@code alg} dir,
 * {@code enc} A256GCM. Thread-safe; nothing blocks.
 */
@Component
public final class Payloads {

  /** The media type of a sealed body. */
  public static final String MEDIA_TYPE = "application/jose";

  /** The protected header that binds a body to its request, so that a copy is of no use. */
  public static final String BOUND_TO = "idempotency_key";

  private final TenantSettings settings;
  private final Map<String, PayloadKeys> keys;

  /**
   * Reads the keys.
   *
   * @throws SeraiException naming the property, if a file is wrong or missing
   */
  public Payloads(TenantSettings settings) {
    this.settings = settings;
    settings
        .tenants()
        .forEach(
            (name, tenant) -> {
              if (tenant.payloadRequired() && tenant.payloadKeyFile() == null) {
                throw new SeraiException(
                    ErrorCode.CONFIGURATION,
                    property(name) + ": is missing, and payload-required wants sealed bodies");
              }
            });
    this.keys =
        settings.tenants().entrySet().stream()
            .filter(entry -> entry.getValue().payloadKeyFile() != null)
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> read(entry.getKey(), entry.getValue())));
  }

  private static PayloadKeys read(String name, TenantSettings.Tenant tenant) {
    Path file = tenant.payloadKeyFile();
    return PayloadKeys.read(property(name), file == null ? Path.of("") : file);
  }

  private static String property(String tenant) {
    return "serai.tenants." + tenant + ".payload-key-file";
  }

  /**
   * A body that was opened.
   *
   * @param text what was sealed
   * @param key the name of its key, with which the answer is to be sealed
   */
  public record Opened(String text, String key) {

    /** The text stays out of logs. */
    @Override
    public String toString() {
      return "Opened[key=" + key + "]";
    }
  }

  /** Whether a tenant's bodies must be sealed. */
  public boolean required(String tenant) {
    return settings.of(tenant).payloadRequired();
  }

  /** The name of the key that seals what nothing came before; null for a tenant without keys. */
  public @Nullable String firstKey(String tenant) {
    PayloadKeys known = keys.get(tenant);
    return known == null ? null : known.first();
  }

  /**
   * Opens a body.
   *
   * @param jwe what came, in compact form
   * @param boundTo the request's idempotency key, which the body must name
   * @throws SeraiException with {@link ErrorCode#PAYLOAD_REFUSED}; it repeats nothing of the body
   */
  public Opened open(String tenant, String jwe, String boundTo) {
    PayloadKeys known = keys.get(tenant);
    if (known == null) {
      throw new SeraiException(
          ErrorCode.CONTENT_TYPE_REFUSED,
          "this tenant has no keys for sealed bodies; send 'Content-Type: application/json'");
    }
    JWEObject sealed = parse(jwe);
    JWEHeader header = sealed.getHeader();
    if (!JWEAlgorithm.DIR.equals(header.getAlgorithm())
        || !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
        || header.getCompressionAlgorithm() != null) {
      throw refused("the JWE must have alg 'dir', enc 'A256GCM' and no zip", null);
    }
    String name = header.getKeyID();
    SecretKey key =
        known
            .named(name)
            .orElseThrow(() -> refused("the JWE's kid names no key of this tenant", null));
    try {
      sealed.decrypt(new DirectDecrypter(key));
    } catch (JOSEException e) {
      throw refused(
          "the JWE cannot be opened: it was changed on its way, or sealed with another key", e);
    }
    if (!boundTo.equals(header.getCustomParam(BOUND_TO))) {
      throw refused(
          "the JWE's protected header must have '"
              + BOUND_TO
              + "', the same as the header Idempotency-Key",
          null);
    }
    return new Opened(sealed.getPayload().toString(), String.valueOf(name));
  }

  private static JWEObject parse(String jwe) {
    try {
      return JWEObject.parse(jwe);
    } catch (ParseException | IllegalArgumentException e) {
      throw refused("the body is not a JWE in compact form", e);
    }
  }

  /**
   * Seals an answer.
   *
   * @param key the name of the key
   * @param type the media type of what is sealed
   */
  public String seal(String tenant, String key, String type, byte[] text) {
    PayloadKeys known = keys.get(tenant);
    SecretKey secret =
        (known == null ? Optional.<SecretKey>empty() : known.named(key))
            .orElseThrow(
                () -> new SeraiException(ErrorCode.INTERNAL, "the answer's key is not there"));
    try {
      JWEObject sealed =
          new JWEObject(
              new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                  .keyID(key)
                  .contentType(type)
                  .build(),
              new Payload(text));
      sealed.encrypt(new DirectEncrypter(secret));
      return sealed.serialize();
    } catch (JOSEException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "an answer was not sealed", e);
    }
  }

  private static SeraiException refused(String message, @Nullable Throwable cause) {
    return new SeraiException(ErrorCode.PAYLOAD_REFUSED, null, message, cause);
  }
}
