package org.lungmentor.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.lungmentor.ingest.Inspection;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.ModelFile;

/** What a model file says of itself; its parameters stay unread. */
final class ModelInspection {
    private ModelInspection() {}

    /** Empty if the file is no zip with a model's card. */
    static Optional<Inspection.Finding> of(Storage storage, String path) throws IOException {
        try (InputStream in = storage.open(path);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(ModelFile.CARD)) {
                    Map<String, Object> card = new ObjectMapper()
                            .readValue(
                                    zip.readNBytes(ModelFile.CARD_LIMIT), new TypeReference<Map<String, Object>>() {});
                    Map<String, Object> facts = new LinkedHashMap<>();
                    facts.put("kind", "model");
                    facts.put("path", path);
                    facts.putAll(card);
                    String text = path + ": model, network " + card.get("network") + ", filters " + card.get("filters")
                            + ", labels " + card.get("labelSource") + ", preprocessing " + card.get("preprocessing");
                    return Optional.of(new Inspection.Finding("model", text, facts));
                }
            }
        } catch (ZipException | JsonProcessingException broken) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
