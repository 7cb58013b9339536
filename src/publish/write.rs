//! The publication as files: pages, data, pictures.

use std::fs;
use std::path::Path;
use std::rc::Rc;

use super::assets::{self, Assets};
use super::offline::{self, OFFLINE_PAGE};
use super::shell::{Page, Program};
use super::{PageRenderer, Publication, PublishError, Shell, SiteAddress};
use crate::article::Article;
use crate::locale::{Locale, Trouble};

/// Writes every page of a publication into `out`, around the page that Trunk built at `shell_path`.
///
/// # Errors
/// When a file cannot be read or written, or the shell is not this project's.
pub fn write(publication: &Publication, shell_path: &Path, out: &Path) -> Result<(), PublishError> {
    let shell = Shell::new(fs::read_to_string(shell_path).map_err(PublishError::read(shell_path))?);
    let assets = assets::prepare(&shell, shell_path, out)?;
    let writer = Writer { assets, shell_path, out, renderer: PageRenderer::new()? };
    for article in &publication.articles {
        writer.article(article, publication.address.as_ref())?;
    }
    writer.put("_headers", &writer.assets.shell.policy().headers_file())?;
    writer.front_page(publication)?;
    writer.view_page(publication)?;
    writer.offline(publication)?;
    writer.pictures(publication)
}

struct Writer<'a> {
    assets: Assets,
    shell_path: &'a Path,
    out: &'a Path,
    renderer: PageRenderer,
}

impl Writer<'_> {
    fn article(&self, article: &Rc<Article>, site: Option<&SiteAddress>) -> Result<(), PublishError> {
        let json = serde_json::to_string(&**article)
            .map_err(|source| PublishError::Json { id: article.id.to_string(), source })?;
        let page = Page {
            site: "../",
            language: &article.in_language,
            direction: article.in_language.direction(),
            title: &article.headline,
            description: article.description.as_ref().map(|lead| lead.plain()),
            data_address: Some(format!("../articles/{}.json", article.id)),
            content: &self.renderer.article(article, site),
            program: Program::Page(&self.assets.start_page),
            site_script: Some(&self.assets.site_script),
        };
        self.put(Path::new("articles").join(format!("{}.json", article.id)), &json)?;
        self.put(Path::new(article.id.as_str()).join("index.html"), &self.fill(&page)?)
    }

    fn front_page(&self, publication: &Publication) -> Result<(), PublishError> {
        self.root_page("index.html", publication, &self.renderer.front_page(publication), Program::None)
    }

    /// The page that fetches the document named in its address: `view.html?src=articles/<id>.json`.
    fn view_page(&self, publication: &Publication) -> Result<(), PublishError> {
        let content = self.renderer.waiting(&publication.language());
        self.root_page("view.html", publication, &content, Program::Other(&self.assets.start_document))
    }

    /// The page for an article that was never read, and what keeps those that were.
    fn offline(&self, publication: &Publication) -> Result<(), PublishError> {
        let content = self.renderer.trouble(Trouble::Offline, &publication.language());
        self.root_page(OFFLINE_PAGE, publication, &content, Program::None)?;
        let code: Vec<&str> = self.assets.code.iter().map(String::as_str).collect();
        offline::worker(self.out, &code, &content)
    }

    /// A page of the publication as a whole, in its language and under its name.
    fn root_page(
        &self,
        name: &str,
        publication: &Publication,
        content: &str,
        program: Program<'_>,
    ) -> Result<(), PublishError> {
        let language = publication.language();
        let page = Page {
            site: "",
            language: &language,
            direction: language.direction(),
            title: publication.title().unwrap_or(Locale::of(&language).labels().articles),
            description: None,
            data_address: None,
            content,
            program,
            site_script: (name != OFFLINE_PAGE).then_some(&self.assets.site_script),
        };
        self.put(name, &self.fill(&page)?)
    }

    fn pictures(&self, publication: &Publication) -> Result<(), PublishError> {
        for picture in &publication.pictures {
            let (from, to) = (publication.folder.join(picture), self.out.join("articles").join(picture));
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(PublishError::write(folder))?;
            }
            fs::copy(&from, &to).map_err(PublishError::write(&to))?;
        }
        Ok(())
    }

    fn fill(&self, page: &Page<'_>) -> Result<String, PublishError> {
        self.assets
            .shell
            .fill(page)
            .map_err(|error| PublishError::Shell { path: self.shell_path.to_owned(), what: error.to_string() })
    }

    fn put(&self, path: impl AsRef<Path>, content: &str) -> Result<(), PublishError> {
        let path = self.out.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(PublishError::write(folder))?;
        }
        fs::write(&path, content).map_err(PublishError::write(&path))
    }
}
