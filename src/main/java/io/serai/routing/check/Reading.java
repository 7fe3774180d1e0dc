package io.serai.routing.check;

import io.serai.provider.ProviderDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Reads all files along their schemas and lays out what is in them for the checks. */
final class Reading {

  /** The schemas, read once. */
  record Schemas(
      Walk.Schema dsl,
      Walk.Schema kamelets,
      Walk.Schema providers,
      Walk.Schema links,
      Walk.Schema caps,
      Walk.Schema issuing,
      Walk.Schema prices) {

    static Schemas load() {
      return new Schemas(
          Walk.Schema.of("/schema/camelYamlDsl.json"),
          Walk.Schema.of("/schemas/kamelet.schema.json"),
          Walk.Schema.of("/schemas/providers.schema.json"),
          Walk.Schema.of("/schemas/links.schema.json"),
          Walk.Schema.of("/schemas/caps.schema.json"),
          Walk.Schema.of("/schemas/issuing.schema.json"),
          Walk.Schema.of("/schemas/order-prices.schema.json"));
    }
  }

  private final Folders folders;
  private final Schemas schemas;
  private final Rules rules;
  private final Function<String, @Nullable String> settings;
  private final Findings found;
  private final List<Source> sources = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Formula> formulas = new ArrayList<>();
  private final Map<String, Kamelet> kamelets = new TreeMap<>();

  Reading(
      Folders folders,
      Schemas schemas,
      Rules rules,
      Function<String, @Nullable String> settings,
      Findings found) {
    this.folders = folders;
    this.schemas = schemas;
    this.rules = rules;
    this.settings = settings;
    this.found = found;
  }

  Scene scene(CamelContext bench) {
    new Layout(folders, found)
        .files()
        .forEach(
            (file, zone) ->
                YamlReader.read(file, found).ifPresent(root -> take(new Source(file, zone, root))));
    Path providersPath = folders.routes().resolve("providers.yaml");
    Optional<Yaml> providersFile = YamlReader.read(providersPath, found);
    Optional<Map<String, ProviderDefinition>> providers =
        providersFile.flatMap(
            root ->
                ProvidersCheck.read(
                    providersPath, root, schemas.providers(), Placeholders.fill(settings), found));
    CapsCheck.look(folders.routes(), schemas.caps(), Placeholders.fill(settings), found);
    IssuingCheck.look(folders.routes(), schemas.issuing(), Placeholders.fill(settings), found);
    PricesCheck.look(folders.routes(), schemas.prices(), found);
    return new Scene(
        folders,
        List.copyOf(sources),
        List.copyOf(steps),
        List.copyOf(formulas),
        steps.stream().flatMap(step -> Call.of(step).stream()).toList(),
        kamelets,
        providersFile,
        providers,
        links(),
        settings,
        rules,
        bench);
  }

  private Map<String, Place> links() {
    Path file = folders.routes().resolve("links.yaml");
    return Files.exists(file)
        ? YamlReader.read(file, found)
            .map(
                root ->
                    LinksCheck.links(
                        file, root, schemas.links(), Placeholders.fill(settings), found))
            .orElse(Map.of())
        : Map.of();
  }

  private void take(Source source) {
    sources.add(source);
    Walk walk = new Walk(schemas.dsl(), source, found);
    if (source.zone() == Zone.KAMELET) {
      new Walk(schemas.kamelets(), source, found).all("the Kamelet");
      source
          .root()
          .find("spec", "template", "from")
          .ifPresent(
              from -> walk.part("org.apache.camel.model.FromDefinition", from, "from", from.at()));
      Kamelet kamelet = Kamelet.of(source);
      kamelets.putIfAbsent(kamelet.name(), kamelet);
    } else {
      walk.all("the file");
    }
    steps.addAll(walk.steps());
    formulas.addAll(walk.formulas());
    walk.steps().forEach(this::messages);
  }

  /**
   * What {@code log} and {@code throwException} say is an expression, too: of simple, if nothing
   * else is said.
   */
  private void messages(Step step) {
    if (step.name().equals("log") || step.name().equals("throwException")) {
      Optional<Yaml.Text> message =
          step.value() instanceof Yaml.Text text ? Optional.of(text) : step.text("message");
      String language = step.text("logLanguage").map(Yaml.Text::value).orElse("simple");
      message.ifPresent(
          text -> formulas.add(new Formula(language, text.value(), text.at(), step, "message")));
    }
  }
}
