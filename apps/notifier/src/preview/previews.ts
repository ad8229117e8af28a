import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, type Repository } from 'typeorm';
import { Preview } from './preview.entity.js';

const pageSize = 50;

/** The messages of the preview mailbox. */
@Injectable()
export class Previews {
  private readonly repository: Repository<Preview>;

  constructor(dataSource: DataSource) {
    this.repository = dataSource.getRepository(Preview);
  }

  /** Adds a message. Does not change a message that exists already (from an attempt whose result was lost). */
  async add(preview: Omit<Preview, 'position'>): Promise<void> {
    await this.repository.createQueryBuilder().insert().values(preview).orIgnore().updateEntity(false).execute();
  }

  /**
   * A page, newest first: the newest messages, or those before a position. `older` is the position of the next page,
   * if there is one.
   */
  async page(before: number | undefined): Promise<{ previews: Preview[]; older: number | undefined }> {
    const found = await this.repository.find({
      where: before === undefined ? {} : { position: LessThan(before) },
      order: { position: 'DESC' },
      take: pageSize + 1,
    });
    const previews = found.slice(0, pageSize);
    return { previews, older: found.length > pageSize ? previews.at(-1)?.position : undefined };
  }

  find(id: string): Promise<Preview | null> {
    return this.repository.findOneBy({ id });
  }
}
