package io.serai.iso8583;

import static io.serai.iso8583.LinkValues.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one link of {@code links.yaml} and notes what is wrong with it. */
final class LinkReader {

  private static final String NAME = "[a-z][a-z0-9-]{0,31}";
  private static final Set<String> KEYS =
      Set.of(
          "mode",
          "tenant",
          "address",
          "connections",
          "allowed_sources",
          "tls",
          "connect_timeout",
          "reconnect_first",
          "reconnect_longest",
          "edition",
          "sign_on",
          "echo",
          "session_timeout",
          "in_flight",
          "under_way",
          "timeout",
          "late_answers",
          "forward",
          "match",
          "registry",
          "answer_within",
          "indicators",
          "reverse_lost_answers",
          "late_window");
  private static final Set<String> TLS_KEYS =
      Set.of("certificate", "key", "key_store", "trust", "password", "verify_host");

  private final String name;
  private final LinkNode link;
  private final List<String> problems;

  LinkReader(String name, JsonNode node, List<String> problems) {
    this.name = name;
    this.link = new LinkNode("links." + name, node, problems);
    this.problems = problems;
  }

  LinkConfig read() {
    if (!name.matches(NAME)) {
      problems.add(
          "links." + name + ": a name is lower-case letters, digits and dashes, at most 32");
    }
    Set<String> keys = new HashSet<>(KEYS);
    keys.addAll(FormatReader.KEYS);
    link.only(keys);
    LinkMode mode = link.value("mode", LinkMode.LISTEN, oneOf(LinkMode.values(), LinkMode::word));
    return new LinkConfig(
        name,
        link.required("tenant"),
        peer(mode),
        new FormatReader(link).read(),
        session(mode),
        requests(),
        link.value("reverse_lost_answers", true, LinkValues::yesOrNo),
        link.value("late_window", LinkConfig.DEFAULT_LATE_WINDOW, LinkValues::duration),
        link.value("registry", false, LinkValues::requiredOrOff),
        asked());
  }

  private Asked asked() {
    LinkNode indicators = link.child("indicators");
    return new Asked(
        link.value("answer_within", Asked.DEFAULT_ANSWER_WITHIN, LinkValues::positive),
        indicators == null ? Indicators.STANDARD : Indicators.read(indicators));
  }

  private LinkPeer peer(LinkMode mode) {
    boolean dials = mode == LinkMode.DIAL;
    return new LinkPeer(
        mode,
        link.list("address", LinkValues::address),
        link.value("connections", dials ? 1 : LinkPeer.DEFAULT_ACCEPTED, LinkValues::count),
        link.list("allowed_sources", Network::parse),
        tls(mode),
        link.value("connect_timeout", LinkPeer.DEFAULT_CONNECT_TIMEOUT, LinkValues::positive),
        link.value("reconnect_first", LinkPeer.DEFAULT_FIRST_PAUSE, LinkValues::positive),
        link.value("reconnect_longest", LinkPeer.DEFAULT_LONGEST_PAUSE, LinkValues::positive));
  }

  private LinkSession session(LinkMode mode) {
    boolean dials = mode == LinkMode.DIAL;
    return new LinkSession(
        link.value("edition", Edition.V1987, oneOf(Edition.values(), Edition::word)),
        link.value("sign_on", dials, LinkValues::yesOrNo),
        link.value("echo", dials ? LinkSession.DEFAULT_ECHO : Duration.ZERO, LinkValues::duration),
        link.value("session_timeout", LinkSession.DEFAULT_ANSWER_WITHIN, LinkValues::positive));
  }

  private LinkRequests requests() {
    return new LinkRequests(
        link.value("in_flight", LinkRequests.DEFAULT_IN_FLIGHT, LinkValues::count),
        link.value("under_way", LinkRequests.DEFAULT_UNDER_WAY, LinkValues::count),
        link.value("timeout", LinkRequests.DEFAULT_TIMEOUT, LinkValues::positive),
        link.value("late_answers", LinkRequests.DEFAULT_LATE_ANSWERS, LinkValues::duration),
        link.value("match", Matching.DEFAULT, Matching::parse),
        Forwards.of(link.list("forward", Forwards::parse)));
  }

  private @Nullable LinkTls tls(LinkMode mode) {
    LinkNode tls = link.child("tls");
    if (tls == null) {
      return null;
    }
    tls.only(TLS_KEYS);
    Path certificate = tls.optional("certificate", LinkReader::file);
    Path key = tls.optional("key", LinkReader::file);
    Path store = tls.optional("key_store", LinkReader::file);
    if ((certificate == null) != (key == null)) {
      tls.problem(key == null ? "key" : "certificate", "is missing: they go together");
    }
    if (mode == LinkMode.LISTEN && (store == null) == (certificate == null)) {
      tls.problem("key_store", "a listening link needs it, or certificate and key");
    }
    return new LinkTls(
        certificate,
        key,
        store,
        tls.optional("trust", LinkReader::file),
        tls.optional("password", text -> text),
        tls.value("verify_host", true, LinkValues::yesOrNo));
  }

  private static Path file(String text) {
    Path file = Path.of(text);
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("cannot be read");
    }
    return file;
  }
}
