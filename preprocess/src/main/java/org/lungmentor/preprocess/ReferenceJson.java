package org.lungmentor.preprocess;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.imaging.VoxelBox;

/** {@code references/CROP.json}: a {@link CropReference} as text, numbers in full double precision. */
public final class ReferenceJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReferenceJson() {}

    /** UTF-8 JSON, always the same bytes for the same reference. */
    public static byte[] write(CropReference reference) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("kind", reference.kind().name().toLowerCase(Locale.ROOT));
        json.put("case", reference.caseName());
        json.put("crop", reference.crop());
        reference.lung().ifPresent(lung -> json.put("lung", lung.side()));
        putGrid(json, "source", reference.source());
        json.put("source_axcodes", Orientation.of(reference.source().affine()).codes());
        putGrid(json, "canonical", reference.canonical());
        putGrid(json, "resampled", reference.resampled());
        json.set("crop_start", MAPPER.valueToTree(reference.window().start()));
        json.set("crop_size", MAPPER.valueToTree(reference.window().shape()));
        if (reference.kind() == CropReference.Kind.STUDENT) {
            json.set("pad_before", MAPPER.valueToTree(reference.padBefore()));
            json.set("pad_after", MAPPER.valueToTree(reference.padAfter()));
            json.put("margin", reference.marginMm());
        }
        json.put("mean", reference.intensities().mean());
        json.put("sd", reference.intensities().sd());
        json.put("software", reference.software());
        Subject subject = reference.subject();
        json.put("dataset", subject.dataset());
        json.put("patient", subject.patient());
        json.put("group", subject.group());
        subject.tumourVolumeMm3().ifPresent(volume -> json.put("tumourVolumeMm3", volume));
        subject.labelSource().ifPresent(source -> json.put("labelSource", source));
        try {
            return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param in the JSON; read to its end, not closed
     * @param name the file's name, for messages
     * @throws UsageException if it is no reference
     */
    public static CropReference read(InputStream in, String name) throws IOException {
        byte[] bytes = in.readAllBytes();
        try {
            return parse(MAPPER.readTree(bytes));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UsageException(
                    name + " is no crop's reference (" + firstLine(e) + "): preprocess the dataset again.", e);
        }
    }

    private static CropReference parse(JsonNode json) {
        String kindText = text(json, "kind");
        CropReference.Kind kind = CropReference.Kind.valueOf(kindText.toUpperCase(Locale.ROOT));
        boolean student = kind == CropReference.Kind.STUDENT;
        return new CropReference(
                kind,
                text(json, "case"),
                text(json, "crop"),
                student ? Optional.of(Lung.valueOf(text(json, "lung").toUpperCase(Locale.ROOT))) : Optional.empty(),
                grid(json, "source"),
                grid(json, "canonical"),
                grid(json, "resampled"),
                VoxelBox.ofStart(three(json, "crop_start"), three(json, "crop_size")),
                student ? three(json, "pad_before") : new int[3],
                student ? three(json, "pad_after") : new int[3],
                student ? number(json, "margin") : 0,
                new Intensities(number(json, "mean"), number(json, "sd")),
                text(json, "software"),
                new Subject(
                        json.path("dataset").asText(""),
                        json.path("patient").asText(text(json, "case")),
                        json.path("group").asText(json.path("patient").asText(text(json, "case"))),
                        json.has("tumourVolumeMm3") ? Optional.of(number(json, "tumourVolumeMm3")) : Optional.empty(),
                        json.has("labelSource") ? Optional.of(text(json, "labelSource")) : Optional.empty()));
    }

    private static void putGrid(ObjectNode json, String name, Grid grid) {
        json.set(name + "_shape", MAPPER.valueToTree(grid.shape()));
        ArrayNode rows = json.putArray(name + "_affine");
        for (int row = 0; row < 3; row++) {
            ArrayNode columns = rows.addArray();
            for (int column = 0; column < 4; column++) {
                columns.add(grid.affine().get(row, column));
            }
        }
        rows.add(MAPPER.valueToTree(new double[] {0, 0, 0, 1}));
    }

    private static Grid grid(JsonNode json, String name) {
        int[] shape = three(json, name + "_shape");
        double[] rows = new double[12];
        for (int i = 0; i < 12; i++) {
            JsonNode value = json.path(name + "_affine").path(i / 4).path(i % 4);
            require(value.isNumber(), name + "_affine");
            rows[i] = value.asDouble();
        }
        return new Grid(shape[0], shape[1], shape[2], Affine.ofRows(rows));
    }

    private static int[] three(JsonNode json, String name) {
        JsonNode values = json.path(name);
        require(
                values.size() == 3
                        && values.path(0).isInt()
                        && values.path(1).isInt()
                        && values.path(2).isInt(),
                name);
        return new int[] {
            values.path(0).asInt(), values.path(1).asInt(), values.path(2).asInt()
        };
    }

    private static double number(JsonNode json, String name) {
        require(json.path(name).isNumber(), name);
        return json.path(name).asDouble();
    }

    private static String text(JsonNode json, String name) {
        require(json.path(name).isTextual(), name);
        return json.path(name).asText();
    }

    private static void require(boolean good, String name) {
        if (!good) {
            throw new IllegalArgumentException("no good \"" + name + "\"");
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
