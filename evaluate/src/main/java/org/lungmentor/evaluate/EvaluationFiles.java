package org.lungmentor.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lungmentor.jobs.Storage;
import org.lungmentor.jobs.StoredFile;

/**
 * {@code cases.csv} (a line a case and variant; a case that was not judged has one line with its reason) and {@code
 * tables.csv} (a line a model, dataset and figure), and the same as Parquet. Each appears whole or not at all.
 */
final class EvaluationFiles {
    private static final List<String> CASE_TEXTS =
            List.of("case", "patient", "dataset", "status", "reason", "message", "model");

    private final Storage storage;
    private final String folder;

    EvaluationFiles(Storage storage, String folder) {
        this.storage = storage;
        this.folder = folder;
    }

    void writeCases(SparkSession spark, String model, List<CaseLine> lines) throws IOException {
        StructType schema = new StructType();
        for (String column : CASE_TEXTS) {
            schema = schema.add(column, DataTypes.StringType);
        }
        schema = schema.add("post", DataTypes.BooleanType);
        for (Figure figure : Figure.values()) {
            schema = schema.add(figure.key(), DataTypes.DoubleType);
        }
        List<Row> rows = new ArrayList<>();
        for (CaseLine line : lines) {
            boolean none = true;
            for (Variant variant : Variant.values()) {
                if (line.has(variant)) {
                    none = false;
                    rows.add(row(line, variant.label(model), variant));
                }
            }
            if (none) {
                rows.add(row(line, model, Variant.PREDICTION));
            }
        }
        write(spark, "cases", schema, rows);
    }

    void writeTables(SparkSession spark, List<TableCell> cells) throws IOException {
        StructType schema = new StructType()
                .add("model", DataTypes.StringType)
                .add("post", DataTypes.BooleanType)
                .add("dataset", DataTypes.StringType)
                .add("cases", DataTypes.IntegerType)
                .add("figure", DataTypes.StringType)
                .add("n", DataTypes.IntegerType)
                .add("mean", DataTypes.DoubleType)
                .add("sd", DataTypes.DoubleType)
                .add("pooled", DataTypes.DoubleType);
        List<Row> rows = new ArrayList<>();
        for (TableCell c : cells) {
            boolean any = c.over().n() > 0;
            rows.add(row(
                    c.model(),
                    c.post(),
                    c.dataset(),
                    c.cases(),
                    c.figure().key(),
                    c.over().n(),
                    any ? OptionalDouble.of(c.over().mean()) : OptionalDouble.empty(),
                    any ? OptionalDouble.of(c.over().sd()) : OptionalDouble.empty(),
                    c.pooled()));
        }
        write(spark, "tables", schema, rows);
    }

    private static Row row(CaseLine e, String label, Variant variant) {
        List<Object> fields = new ArrayList<>(List.of(
                e.name(), e.patient(), e.dataset(), e.status(), e.reason(), e.message(), label, variant.post()));
        for (Figure figure : Figure.values()) {
            fields.add(variant.figure(e.figures(), figure));
        }
        return row(fields.toArray());
    }

    /** A row in which an undefined number is Spark's null. */
    private static Row row(Object... fields) {
        Object[] cells = fields.clone();
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] instanceof OptionalDouble number) {
                cells[i] = number.isPresent() ? number.getAsDouble() : null;
            }
        }
        return RowFactory.create(cells);
    }

    private void write(SparkSession spark, String name, StructType schema, List<Row> rows) throws IOException {
        Csv csv = new Csv();
        csv.line(List.of(schema.fieldNames()));
        for (Row row : rows) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < row.length(); i++) {
                Object field = row.get(i);
                fields.add(
                        field instanceof Double number
                                ? Csv.number(OptionalDouble.of(number))
                                : field == null ? "" : field.toString());
            }
            csv.line(fields);
        }
        storage.write(Storage.child(folder, name + ".csv"), csv.toString().getBytes(StandardCharsets.UTF_8));
        writeParquet(name, spark.createDataFrame(rows, schema));
    }

    /** Spark writes a folder, file by file; under the final name stands its one part, from one moment to the next. */
    private void writeParquet(String name, Dataset<Row> rows) throws IOException {
        String staging = Storage.child(folder, ".staging-" + EvaluateJob.STEP);
        rows.coalesce(1).write().mode(SaveMode.Overwrite).parquet(staging);
        for (StoredFile part : storage.list(staging)) {
            if (part.name().startsWith("part-")) {
                storage.move(part.path(), Storage.child(folder, name + ".parquet"));
            }
        }
        storage.delete(staging);
    }
}
