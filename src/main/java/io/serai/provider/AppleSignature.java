package io.serai.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.Base64;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether Apple signed something, found out without asking anybody: the chain must end at a root
 * that is trusted, its certificates must be meant for this and have been valid when it was signed.
 * Immutable.
 */
public final class AppleSignature {

  /** Marks the certificate that signs receipts and transactions. */
  static final String LEAF = "1.2.840.113635.100.6.11.1";

  /** Marks Apple's intermediate certificates (WWDR). */
  static final String INTERMEDIATE = "1.2.840.113635.100.6.2.1";

  private static final int CHAIN = 3;

  private final Set<TrustAnchor> roots;

  private AppleSignature(Set<TrustAnchor> roots) {
    this.roots = Set.copyOf(roots);
  }

  /** It is none of Apple's; the message says why, and nothing of what it is. */
  public static final class Forged extends Exception {
    private static final long serialVersionUID = 1L;

    Forged(String why) {
      super(why);
    }
  }

  /**
   * One that trusts the roots in files.
   *
   * @param setting the setting that names them, for the error where one is no certificate
   * @param files their paths, with commas between them
   */
  public static AppleSignature trusting(String setting, String files) {
    Set<TrustAnchor> roots = new HashSet<>();
    for (String file : files.split(",", -1)) {
      if (!file.isBlank()) {
        roots.addAll(anchors(setting, file.strip()));
      }
    }
    return new AppleSignature(roots);
  }

  /** Certificates of a file in PEM or DER. */
  private static List<TrustAnchor> anchors(String setting, String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(one -> new TrustAnchor((X509Certificate) one, null))
          .toList();
    } catch (IOException | GeneralSecurityException e) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          setting,
          setting + ": '" + file + "' is no certificate; write a file in PEM or DER",
          null);
    }
  }

  /** Whether it trusts nobody. */
  public boolean isBlind() {
    return roots.isEmpty();
  }

  /**
   * The claims of a JWS that Apple signed, as JSON.
   *
   * @throws Forged if Apple did not
   */
  public String claims(String text) throws Forged {
    JWSObject signed;
    Map<String, Object> claims;
    try {
      // An unsigned one (alg none) is no JWS and is not parsed.
      signed = JWSObject.parse(text);
      claims = signed.getPayload().toJSONObject();
    } catch (ParseException | IllegalArgumentException e) {
      throw new Forged("is no signed transaction");
    }
    if (!JWSAlgorithm.ES256.equals(signed.getHeader().getAlgorithm())) {
      throw new Forged("is not signed with ES256");
    }
    if (claims == null || !(claims.get("signedDate") instanceof Number signedAt)) {
      throw new Forged("does not say when it was signed");
    }
    X509Certificate leaf =
        leaf(
            signed.getHeader().getX509CertChain(),
            Date.from(Instant.ofEpochMilli(signedAt.longValue())));
    try {
      if (!(leaf.getPublicKey() instanceof ECPublicKey key)
          || !signed.verify(new ECDSAVerifier(key))) {
        throw new Forged("was changed after it was signed");
      }
    } catch (JOSEException e) {
      throw new Forged("has a signature that cannot be");
    }
    return signed.getPayload().toString();
  }

  private X509Certificate leaf(@Nullable List<Base64> x5c, Date at) throws Forged {
    if (x5c == null || x5c.size() != CHAIN) {
      throw new Forged("comes without the three certificates of its signer");
    }
    try {
      CertificateFactory certificates = CertificateFactory.getInstance("X.509");
      X509Certificate leaf = certificate(certificates, x5c.get(0));
      X509Certificate intermediate = certificate(certificates, x5c.get(1));
      if (leaf.getExtensionValue(LEAF) == null
          || intermediate.getExtensionValue(INTERMEDIATE) == null) {
        throw new Forged("is signed with a certificate that is not meant for it");
      }
      CertPath path = certificates.generateCertPath(List.of(leaf, intermediate));
      PKIXParameters trust = new PKIXParameters(roots);
      trust.setRevocationEnabled(false); // which would ask somebody
      trust.setDate(at);
      CertPathValidator.getInstance("PKIX").validate(path, trust);
      return leaf;
    } catch (GeneralSecurityException e) {
      throw new Forged("is signed by nobody whom we trust, or not while the certificate was valid");
    }
  }

  private static X509Certificate certificate(CertificateFactory certificates, Base64 der)
      throws GeneralSecurityException {
    return (X509Certificate)
        certificates.generateCertificate(new ByteArrayInputStream(der.decode()));
  }
}
