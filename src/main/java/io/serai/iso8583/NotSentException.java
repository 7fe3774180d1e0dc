package io.serai.iso8583;

import java.net.ConnectException;

/**
 * Provably no byte of a request was given to the socket, so another provider may be asked. It is a
 * {@link ConnectException} because that is how the provider room knows such proof.
 */
public abstract sealed class NotSentException extends ConnectException {

  private static final long serialVersionUID = 1L;

  private NotSentException(String link, String problem) {
    super("link " + link + ": " + problem);
  }

  /** No connection of the link is up. */
  public static final class LinkDown extends NotSentException {
    private static final long serialVersionUID = 1L;

    /** Of a link. */
    public LinkDown(String link) {
      super(link, "no connection is up");
    }
  }

  /** As much is in flight as may be, or the peer takes no bytes. */
  public static final class LinkBusy extends NotSentException {
    private static final long serialVersionUID = 1L;

    /** Of a link. */
    public LinkBusy(String link) {
      super(link, "no connection takes more requests");
    }
  }

  /** A request that cannot be told from this one waits for its answer. */
  public static final class DuplicateTrace extends NotSentException {
    private static final long serialVersionUID = 1L;

    /** Of a link. */
    public DuplicateTrace(String link) {
      super(link, "a request with the same trace number waits for its answer");
    }
  }

  /** No trace numbers could be leased. */
  public static final class NoTraceNumber extends NotSentException {
    private static final long serialVersionUID = 1L;

    /** Of a link. */
    public NoTraceNumber(String link) {
      super(link, "there are no trace numbers; is the database there?");
    }
  }

  /** Its time had passed before the socket took its first byte; not the peer's fault. */
  public static final class TooLateToSend extends NotSentException {
    private static final long serialVersionUID = 1L;

    /** Of a link. */
    public TooLateToSend(String link) {
      super(link, "the time to send the request has passed");
    }
  }

  /** The link's packager cannot write the message. */
  public static final class Unpackable extends NotSentException {
    private static final long serialVersionUID = 1L;

    /** Of a link. */
    public Unpackable(String link) {
      super(link, "the message cannot be packed");
    }
  }
}
