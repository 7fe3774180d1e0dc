package io.serai.cli;

import io.serai.iso8583.LinkDescription;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Option;

/** The options that say which link is spoken: one of links.yaml, or a format by its names. */
final class IsoLinkOptions {

  @Option(
      names = "--link",
      paramLabel = "NAME",
      description = "A link of links.yaml: its address, bytes, TLS and sign-on.")
  private @Nullable String link;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "Packager: iso87ascii, iso87binary, iso87ebcdic, iso93ascii, iso93binary, or a file"
              + " <name>.xml beside the Kamelets.")
  private @Nullable String format;

  @Option(
      names = "--framing",
      paramLabel = "WORDS",
      description =
          "2-byte binary, 2-byte binary inclusive, 4 ASCII digits, 4-byte binary or 2-byte BCD.")
  private @Nullable String framing;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Any key of a link (docs/iso8583.md), such as edition=1993, tpdu=6000030000 or"
              + " tls.trust=ca.pem; {{NAME}} is read from the environment. May be repeated.")
  private Map<String, String> keys = new LinkedHashMap<>();

  @Option(
      names = "--routes",
      paramLabel = "FOLDER",
      defaultValue = "${env:SERAI_ROUTES_FOLDER:-routes}",
      description = "Where links.yaml is (${DEFAULT-VALUE}).")
  private Path routes = Path.of("");

  @Option(
      names = "--kamelets",
      paramLabel = "FOLDER",
      defaultValue = "${env:SERAI_KAMELETS_FOLDER:-kamelets}",
      description = "Where packager files are (${DEFAULT-VALUE}).")
  private Path kamelets = Path.of("");

  /** Whether a link of the file is meant. */
  boolean isNamed() {
    return link != null;
  }

  Path packagers() {
    return kamelets;
  }

  /**
   * The link of the options.
   *
   * @param address what replaces its address, or null
   */
  LinkDescription describe(@Nullable Address address) {
    // The hub's own names of settings: serai.iso8583.port is SERAI_ISO8583_PORT.
    PropertyResolver settings = new StandardEnvironment();
    LinkDescription description =
        link == null
            ? LinkDescription.plain(settings::getProperty)
            : LinkDescription.of(routes.resolve("links.yaml"), link, settings::getProperty);
    if (address != null) {
      description.with("address", address.host() + ":" + address.port());
    }
    if (format != null) {
      description.with("packager", format);
    }
    if (framing != null) {
      description.with("framing", framing);
    }
    keys.forEach(description::with);
    return description;
  }
}
