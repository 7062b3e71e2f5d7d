import io.trino.plugin.memory.MemoryPlugin;
import io.trino.testing.LocalQueryRunner;
import io.trino.testing.MaterializedRow;
import io.trino.testing.TestingSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs SQL statements, separated by zero bytes, one after the other on Trino with tables in memory. Answers each with a line "rows N"
 * and N lines of values, separated by tabs, \N for null; or with a line "fault" and what Trino says.
 */
class Trino {
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        var session = TestingSession.testSessionBuilder().setCatalog("memory").setSchema("default").build();
        LocalQueryRunner runner = LocalQueryRunner.create(session);
        runner.installPlugin(new MemoryPlugin());
        runner.createCatalog("memory", "memory", Map.of());
        String all = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        for (String statement : all.split("\0")) System.out.print(answer(runner, statement));
        System.out.flush();
        // The engine's threads would go on.
        System.exit(0);
    }

    private static String answer(LocalQueryRunner runner, String statement) {
        try {
            List<MaterializedRow> rows = runner.execute(statement).getMaterializedRows();
            StringBuilder said = new StringBuilder("rows " + rows.size() + "\n");
            for (MaterializedRow row : rows) {
                List<String> values = row.getFields().stream().map(value -> Objects.toString(value, "\\N")).toList();
                said.append(String.join("\t", values)).append("\n");
            }
            return said.toString();
        } catch (RuntimeException fault) {
            return "fault " + String.valueOf(fault.getMessage()).replace("\n", " ") + "\n";
        }
    }
}
