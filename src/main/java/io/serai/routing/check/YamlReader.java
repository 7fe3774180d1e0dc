package io.serai.routing.check;

import io.serai.routing.check.Yaml.Field;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a file with the parser that Camel uses, and explains what is no YAML. */
final class YamlReader {

  private final Path file;
  private final Findings found;

  private YamlReader(Path file, Findings found) {
    this.file = file;
    this.found = found;
  }

  /** What the file says, or nothing if that was noted as a finding. */
  static Optional<Yaml> read(Path file, Findings found) {
    return new YamlReader(file, found).read();
  }

  private Optional<Yaml> read() {
    try {
      Optional<Node> root = new Compose(settings()).composeString(Files.readString(file));
      if (root.isEmpty() || isNull(root.get())) {
        wrong(
            Rule.C2,
            Place.top(file),
            "the file says nothing",
            "write what belongs here, or delete the file");
        return Optional.empty();
      }
      return Optional.of(convert(root.get()));
    } catch (MarkedYamlEngineException e) {
      unreadable(e);
    } catch (YamlEngineException e) {
      wrong(Rule.C1, Place.top(file), "this is no YAML", String.valueOf(e.getMessage()));
    } catch (MalformedInputException e) {
      wrong(Rule.C1, Place.top(file), "the file is not in UTF-8", "save it as UTF-8");
    } catch (NoSuchFileException e) {
      wrong(Rule.C2, Place.top(file), "the file is missing", "write it, or name another folder");
    } catch (IOException e) {
      wrong(Rule.C2, Place.top(file), "the file cannot be read", "let the hub's user read it");
    }
    return Optional.empty();
  }

  private LoadSettings settings() {
    return LoadSettings.builder()
        .setUseMarks(true)
        .setAllowNonScalarKeys(true)
        .setLabel(String.valueOf(file))
        .build();
  }

  private void unreadable(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem()).lines().findFirst().orElse("").strip();
    String context = String.valueOf(e.getContext());
    Place at = e.getProblemMark().map(this::place).orElseGet(() -> Place.top(file));
    Place begin = e.getContextMark().map(this::place).orElse(at);
    if (problem.contains("TAB")) {
      wrong(Rule.C1, at, "a tab stands where YAML wants spaces", "indent with spaces alone");
    } else if (problem.contains("mapping values are not allowed")) {
      wrong(
          Rule.C1,
          at,
          "a second ': ' in one line",
          "put the text in quotes, or the key on a line of its own");
    } else if (problem.contains("but found another document")) {
      wrong(Rule.C1, at, "a second document begins here", "take out the line ---");
    } else if (context.contains("quoted scalar")) {
      wrong(Rule.C1, begin, "a quote begins here and does not end", "close it");
    } else if (context.contains("flow")) {
      wrong(Rule.C1, begin, "a bracket begins here and does not end", "close it with ] or }");
    } else if (context.contains("alias") || problem.contains("cannot start any token")) {
      wrong(
          Rule.C1,
          begin,
          "this value begins with a character that YAML keeps for itself",
          "put the value in quotes");
    } else {
      wrong(
          Rule.C1,
          at,
          "this line does not belong to what is above it (" + problem + ")",
          "indent it as its neighbours, and give each key its ': '");
    }
  }

  private Yaml convert(Node node) {
    Place at = node.getStartMark().map(this::place).orElseGet(() -> Place.top(file));
    if (node.getAnchor().isPresent()) {
      wrong(Rule.C1, at, "an anchor (&) is not read here", "write out what it stands for");
    }
    if (node instanceof ScalarNode scalar) {
      return new Yaml.Text(at, scalar.getValue(), isNull(node));
    }
    if (node instanceof SequenceNode many) {
      return new Yaml.Many(at, many.getValue().stream().map(this::convert).toList());
    }
    if (node instanceof MappingNode mapping) {
      return fields(at, mapping.getValue());
    }
    return new Yaml.Text(at, "", true);
  }

  private Yaml fields(Place at, List<NodeTuple> tuples) {
    if (tuples.size() == 1 && tuples.get(0).getKeyNode() instanceof MappingNode) {
      wrong(Rule.C1, at, "a placeholder without quotes", "write \"{{…}}\" with the quotes");
      return new Yaml.Text(at, "{{unquoted:}}", false);
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : tuples) {
      Place key = tuple.getKeyNode().getStartMark().map(this::place).orElse(at);
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        wrong(Rule.C1, key, "a key that is no text", "write a name, then ': '");
      } else if (fields.containsKey(name.getValue())) {
        wrong(
            Rule.C1,
            key,
            "'" + name.getValue() + "' stands here twice, and only one of them would count",
            "keep one of them, or begin the second with '- ' as an item of its own");
      } else {
        fields.put(name.getValue(), new Field(key, name.getValue(), convert(tuple.getValueNode())));
      }
    }
    return new Yaml.Fields(at, fields);
  }

  private static boolean isNull(Node node) {
    return Tag.NULL.equals(node.getTag());
  }

  private Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private void wrong(Rule rule, Place at, String message, String mend) {
    found.add(rule, at, "", message, mend);
  }
}
