package io.serai.doubles;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.util.Base64;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A root, an intermediate and a leaf as Apple signs transactions with, made when it is asked for.
 *
 * @param leaf signs
 * @param x5c leaf, intermediate and root, in DER
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
public record SigningChain(KeyPair leaf, List<byte[]> x5c) {

  /** What Apple's leaf is marked with. */
  public static final String LEAF = "1.2.840.113635.100.6.11.1";

  /** What Apple's intermediate is marked with. */
  public static final String INTERMEDIATE = "1.2.840.113635.100.6.2.1";

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";

  private record Maker(String name, KeyPair keys) {}

  /** One that is as it should be. */
  public static SigningChain valid() {
    return of(LEAF, INTERMEDIATE, Instant.now().plus(Duration.ofDays(30)));
  }

  /** One whose certificates have other marks, or whose leaf ends at another time. */
  public static SigningChain of(String leafMark, String intermediateMark, Instant leafEnds) {
    try {
      Maker root = new Maker("Double Root CA", keys());
      Maker intermediate = new Maker("Double WWDR", keys());
      Maker leaf = new Maker("Double Signing", keys());
      Instant begin = Instant.now().minus(Duration.ofDays(400));
      Instant end = Instant.now().plus(Duration.ofDays(3650));
      return new SigningChain(
          leaf.keys(),
          List.of(
              certificate(3, leaf, intermediate, leafMark, false, begin, leafEnds),
              certificate(2, intermediate, root, intermediateMark, true, begin, end),
              certificate(1, root, root, "", true, begin, end)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA", e);
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static byte[] certificate(
      int serial,
      Maker subject,
      Maker issuer,
      String mark,
      boolean authority,
      Instant begin,
      Instant end)
      throws GeneralSecurityException {
    byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
    List<byte[]> extensions = new ArrayList<>();
    if (authority) {
      byte[] is = Der.octets(Der.sequence(Der.yes()));
      extensions.add(Der.sequence(Der.oid(BASIC_CONSTRAINTS), Der.yes(), is));
    }
    if (!mark.isEmpty()) {
      extensions.add(Der.sequence(Der.oid(mark), Der.octets(new byte[] {5, 0})));
    }
    byte[] body =
        Der.sequence(
            Der.of(0xa0, Der.integer(2)), // version 3
            Der.integer(serial),
            algorithm,
            Der.name(issuer.name()),
            Der.sequence(Der.time(begin), Der.time(end)),
            Der.name(subject.name()),
            subject.keys().getPublic().getEncoded(),
            extensions.isEmpty()
                ? new byte[0]
                : Der.of(0xa3, Der.sequence(extensions.toArray(byte[][]::new))));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(issuer.keys().getPrivate());
    signature.update(body);
    return Der.sequence(body, algorithm, Der.bits(signature.sign()));
  }

  /** Signs claims, as JWS with the chain in its header. */
  public String sign(Map<String, Object> claims) {
    try {
      JWSObject signed =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .x509CertChain(x5c.stream().map(Base64::encode).toList())
                  .build(),
              new Payload(claims));
      signed.sign(new ECDSASigner((ECPrivateKey) leaf.getPrivate()));
      return signed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a key on P-256 signs", e);
    }
  }

  /** The root, for whoever is to trust it; returns the file. */
  public Path writeRoot(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.write(file, x5c.get(2));
    } catch (IOException e) {
      throw new UncheckedIOException("the root cannot be written", e);
    }
  }
}
