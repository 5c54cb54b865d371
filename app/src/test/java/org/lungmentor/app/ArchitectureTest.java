package org.lungmentor.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.lungmentor.jobs.CaseProcessor;

/** Which module may know which, and what stays out of where: the arrows of the house as rules of the build. */
@AnalyzeClasses(packages = "org.lungmentor", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] ENGINES = {
        "org.apache.spark..", "org.apache.hadoop..", "scala..", "org.nd4j..", "org.deeplearning4j..", "org.bytedeco.."
    };

    @ArchTest
    static final ArchRule ARROWS_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("imaging")
            .definedBy("org.lungmentor.imaging..")
            .layer("dicom")
            .definedBy("org.lungmentor.dicom..")
            .layer("jobs")
            .definedBy("org.lungmentor.jobs..")
            .layer("ingest")
            .definedBy("org.lungmentor.ingest..")
            .layer("preprocess")
            .definedBy("org.lungmentor.preprocess..")
            .layer("train")
            .definedBy("org.lungmentor.train..")
            .layer("expand")
            .definedBy("org.lungmentor.expand..")
            .layer("evaluate")
            .definedBy("org.lungmentor.evaluate..")
            .layer("app")
            .definedBy("org.lungmentor.app..")
            .whereLayer("imaging")
            .mayNotAccessAnyLayer()
            .whereLayer("dicom")
            .mayOnlyAccessLayers("imaging")
            .whereLayer("jobs")
            .mayOnlyAccessLayers("imaging")
            .whereLayer("ingest")
            .mayOnlyAccessLayers("jobs", "dicom", "imaging")
            .whereLayer("preprocess")
            .mayOnlyAccessLayers("jobs", "imaging")
            .whereLayer("train")
            .mayOnlyAccessLayers("jobs", "imaging")
            .whereLayer("evaluate")
            .mayOnlyAccessLayers("jobs", "imaging")
            .whereLayer("expand")
            .mayOnlyAccessLayers("train", "preprocess", "jobs", "dicom", "imaging")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule VOLUMES_AND_DICOM_ARE_PLAIN_JAVA = noClasses()
            .that()
            .resideInAnyPackage("org.lungmentor.imaging..", "org.lungmentor.dicom..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINES);

    @ArchTest
    static final ArchRule PROCESSORS_ARE_PLAIN_JAVA = noClasses()
            .that()
            .implement(CaseProcessor.class)
            .and()
            .resideInAnyPackage("org.lungmentor.ingest..", "org.lungmentor.preprocess..", "org.lungmentor.evaluate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINES)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.lungmentor.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule A_NAME_SAYS_THE_IDEA =
            classes().should().haveNameNotMatching(".*(Utils?|Helpers?|Manager|Impl|Base)$");

    @ArchTest
    static final ArchRule NO_STATE_THAT_ALL_SHARE = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .areNotInterfaces()
            .should()
            .beFinal();
}
