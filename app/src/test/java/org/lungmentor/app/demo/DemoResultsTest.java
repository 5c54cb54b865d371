package org.lungmentor.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoResultsTest {
    @TempDir
    private Path out;

    @Test
    void putsTheNetworksAndTheBoxSideBySide() throws IOException {
        for (String network : DemoResults.NETWORKS) {
            Path folder = Files.createDirectories(out.resolve("evaluations").resolve(network));
            Files.writeString(
                    folder.resolve("tables.csv"),
                    """
                    model,post,dataset,cases,figure,n,mean,sd,pooled
                    predictions,false,strong,6,dsc,6,0.8,0.1,
                    predictions,true,strong,6,dsc,6,0.9,0.1,
                    predictions,false,strong,6,f1,6,0.7,0.1,
                    box,false,strong,6,dsc,6,0.75,0.1,
                    """);
        }
        Map<String, Double> dsc = DemoResults.read(out);
        assertThat(dsc)
                .containsEntry("teacher", 80.0)
                .containsEntry("box", 75.0)
                .hasSize(6);
        assertThat(DemoResults.text(dsc)).contains("the box taken as a mask").contains("75.0");
    }
}
