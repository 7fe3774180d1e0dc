package io.serai.iso8583;

import io.serai.payment.CutOver;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Network management on one connection: sign-on before it counts as up, echo tests while it is
 * silent, sign-off before it closes, and the peer's own of these. All on the connection's thread.
 */
final class Session {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final char NETWORK_MANAGEMENT = '8';

  private final LinkConnection connection;
  private final Link link;
  private final LinkSession settings;
  private final Edition.Codes codes;
  private boolean asking;

  Session(LinkConnection connection) {
    this.connection = connection;
    this.link = connection.link();
    this.settings = link.config().session();
    this.codes = settings.edition().codes();
  }

  static boolean isNetworkManagement(IsoMessage message) {
    return message.messageClass() == NETWORK_MANAGEMENT;
  }

  /** The connection is there, TLS and all. */
  void connected() {
    if (!settings.signOn()) {
      connection.up(true);
    } else if (link.config().dials()) {
      signOn();
    }
  }

  private void signOn() {
    asking = true;
    var unused =
        ask(codes.signOn())
            .whenComplete(
                (answer, failure) -> {
                  asking = false;
                  if (failure == null && Edition.isAccepted(answer)) {
                    connection.up(true);
                  } else {
                    close(
                        failure == null
                            ? "the sign-on was answered " + Mask.shown(39, answer)
                            : "the sign-on was not answered");
                  }
                });
  }

  /** Nothing came in for as long as {@code echo} says. */
  void idle() {
    if (asking || connection.intake().isHeld()) {
      return;
    }
    if (settings.signOn() && link.config().dials() && !connection.isUp() && link.isReading()) {
      signOn();
      return;
    }
    asking = true;
    var unused =
        ask(codes.echo())
            .whenComplete(
                (answer, failure) -> {
                  asking = false;
                  if (failure != null) {
                    close("an echo test was not answered");
                  }
                });
  }

  /** Says goodbye where we said hello; it ends when that is answered, or will not be. */
  CompletableFuture<Void> signOff() {
    if (!settings.signOn() || !link.config().dials() || !connection.isUp()) {
      return CompletableFuture.completedFuture(null);
    }
    return ask(codes.signOff()).handle((answer, failure) -> null);
  }

  /** Takes a request of the peer if it is network management that no route answers. */
  boolean takes(IsoMessage request) {
    if (!isNetworkManagement(request)) {
      return false;
    }
    if (codes.keyExchange().contains(code(request))) {
      exchangeKeys(request);
      return true;
    }
    if (!link.config().dials()) {
      return false;
    }
    answered(request, answerTo(request), true);
    return true;
  }

  /** What a peer is answered that speaks network management as it should. */
  IsoMessage answerTo(IsoMessage request) {
    String code = code(request);
    boolean known =
        code.equals(codes.signOn())
            || code.equals(codes.signOff())
            || code.equals(codes.echo())
            || code.equals(codes.cutOver());
    Edition edition = settings.edition();
    return Answers.to(request, known ? edition.accepted() : edition.refused()).build();
  }

  /** Says goodbye to a peer that said hello to us: no more is sent to it. */
  CompletableFuture<Void> leave() {
    if (!settings.signOn()) {
      return CompletableFuture.completedFuture(null);
    }
    connection.up(false);
    return ask(codes.signOff()).handle((answer, failure) -> null);
  }

  /** Notes what a request meant that was answered. */
  void answered(IsoMessage request, IsoMessage answer) {
    answered(request, answer, false);
  }

  private void answered(IsoMessage request, IsoMessage answer, boolean write) {
    if (write) {
      connection.write(answer);
    }
    if (!Edition.isAccepted(answer)) {
      return;
    }
    String code = code(request);
    if (code.equals(codes.signOn())) {
      connection.up(true);
    } else if (code.equals(codes.signOff())) {
      connection.up(false);
    } else if (code.equals(codes.cutOver())) {
      cutOver(request);
    }
  }

  private void cutOver(IsoMessage request) {
    String day = request.field(15);
    Instant now = link.now();
    LOG.info("Link {}: cut-over to {}", connection, Mask.shown(15, request));
    link.tell(new CutOver(link.config().name(), link.config().tenant(), day, now));
  }

  private void exchangeKeys(IsoMessage request) {
    LOG.info("Link {}: key exchange {}", connection, code(request));
    CompletionStage<String> code;
    try {
      code = link.keys().exchange(link.config().name(), request);
    } catch (RuntimeException e) {
      code = CompletableFuture.failedFuture(e);
    }
    var unused =
        code.whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                LOG.error("Link {}: the key exchange failed", connection, SafeTrace.of(failure));
              }
              connection.write(
                  Answers.to(request, failure == null ? answer : ResponseCodes.MALFUNCTION)
                      .build());
            });
  }

  private CompletableFuture<IsoMessage> ask(String code) {
    IsoMessage request = link.traces().ofSession(settings.edition().request(code, link.now()));
    return link.ask(connection, request, settings.answerWithin());
  }

  private void close(String why) {
    if (connection.channel().isActive()) {
      connection.warn(why + "; the connection is closed");
      var unused = connection.channel().close();
    } else {
      link.watcher().problem(connection.remote() + ": " + why);
    }
  }

  private String code(IsoMessage request) {
    String code = request.field(settings.edition().field());
    return code == null ? "" : code;
  }
}
