package io.serai.iso8583;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Which certificate a peer showed. */
final class PeerCertificate {

  private PeerCertificate() {}

  /** SHA-256 in hex of its own certificate in DER; empty if it showed none. */
  static String sha256(SSLSession session) {
    try {
      Certificate own = session.getPeerCertificates()[0];
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(own.getEncoded()));
    } catch (SSLPeerUnverifiedException e) {
      return "";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was checked cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
